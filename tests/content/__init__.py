"""What process owners write is read by the real reader, mistakes and all."""
