"""What an OpenAPI document declares, whether pacts fit it, and what of it they use.

Pure, and to be called in this order:

  document.read_document(content, name)    bytes of JSON or YAML → Document
  pacts.read_pact(content, name)           bytes of a pact → Pact; `to_pact` if it is read already
  fitting.compare(pacts, document)         → Comparison: every interaction, its misfits
  coverage.map_coverage(comparison, document)
                                           → Coverage: who uses which operation, status, field
  verdict.judge(comparison, coverage, minima)
                                           → Verdict: whether all fits, and enough is used

The readers raise `invalid.InvalidDocument`, which names file, JSON pointer and rule; so does
`compare`, where a schema cannot be compiled. Nothing else is raised, whatever the bytes are.
"""
