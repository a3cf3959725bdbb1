"""Mistakes in what a clause says of names and people: the text, the place, and words that tell."""

from tests.content.standards import clause

NAMES_AND_PEOPLE = {
    "a blocked word without a letter": (
        clause("name_words", '{blocked: [old, "--"]}'), "8:29",
        "blocked: “--” has no letter and no digit",
    ),
    "a blocked word that is a number": (
        clause("name_words", "{blocked: [2026]}"), "8:24", "blocked: “2026” without quotes is",
    ),
    "no blocked word": (clause("name_words", "{blocked: []}"), "8:23", "blocked: is empty."),
    "a length that is missing": (clause("name_length", "{}"), "8:13", "at_most: is missing"),
    "no classification": (clause("classification", "{allowed: []}"), "8:23", "allowed: is empty"),
    "a label that is no list": (
        clause("sensitivity_label", "{allowed: Secret}"), "8:23", "allowed: must be a list",
    ),
    "a pattern among others that is none": (
        clause("owners_are_people", '{patterns: ["^svc-", "(bot"]}'), "8:34",
        "patterns: “(bot” is no pattern: missing ), unterminated subpattern at character 1",
    ),
    "an owner who is nobody": (
        clause("required_owner", "{any_of: [ada@contoso.example, Kim]}"), "8:44",
        "any_of: “Kim” is no person. Write a user principal name",
    ),
    "members who are one person": (
        clause("required_members", "{people: ada@contoso.example}"), "8:22", "must be a list",
    ),
    "an address for a domain": (
        clause("guest_domains", "{allowed: [sam@partner.example]}"), "8:24",
        "allowed: “sam@partner.example” is no domain. Write it like “partner.example”, or",
    ),
    "a link for a domain": (
        clause("guest_domains", '{allowed: ["https://partner.example"]}'), "8:24", "is no domain",
    ),
    "a star in the middle of a domain": (
        clause("guest_domains", '{allowed: ["us.*.example"]}'), "8:24", "is no domain",
    ),
    "a star without quotes": (
        clause("guest_domains", "{allowed: [*.partner.example]}"), "8:24", "*.partner.example",
    ),
    "days that are a length of time": (
        clause("guest_invitations", "{days: 30d}"), "8:20", "“30d” must be a whole number from 0",
    ),
    "a share in percent": (
        clause("audience", "{departments: [Sales], share: 30}"), "8:43", "“30” is no share",
    ),
    "no department": (
        clause("audience", "{departments: [], share: 0.3}"), "8:27", "departments: is empty",
    ),
}  # fmt: skip
