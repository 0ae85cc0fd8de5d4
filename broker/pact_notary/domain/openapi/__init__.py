"""What an OpenAPI document declares, whether pacts fit it, and what of it they use.

Pure, and to be called in this order:

  document.read_document(content, name)        bytes of JSON or YAML → Document
  agreements.read_agreement(content, name)     bytes of a pact → Agreement
  fitting.compare(agreements, document)        → Comparison: every interaction, its misfits
  coverage.map_coverage(comparison, document)  → Coverage: who uses which operation, status, field

Both readers raise `invalid.InvalidDocument`, which names file, JSON pointer and rule.
"""
