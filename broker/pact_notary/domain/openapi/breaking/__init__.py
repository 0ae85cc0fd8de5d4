"""What a later OpenAPI document breaks for those who use an earlier one.

finding.find_changes(old, new)    two Documents → tuple of Change, errors first
"""
