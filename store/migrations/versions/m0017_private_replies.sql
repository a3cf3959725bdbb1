-- Who alone sees a message in a channel, as OnlyFor of core/posting/deliveries.py; null for what is for
-- everybody there, as it becomes once Teams has refused that.
ALTER TABLE deliveries ADD COLUMN only_for jsonb;
