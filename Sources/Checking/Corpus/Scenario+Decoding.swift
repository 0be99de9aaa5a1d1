// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

extension Scenario {
  /// The names of the fields in files.
  static let fieldNames = [
    "geometry", "count", "start", "vmas", "puds", "pmds", "ptes", "requests", "defaultFlags",
    "pfnFlagsMask", "snapshotCall", "mayDropLock", "invalidated", "pagemapLookups", "accessedBits",
    "faults", "events", "passes", "unlocked",
  ]

  /// Reads a scenario, which is then valid.
  init(_ fields: FieldReader) throws(FieldError) {
    func prefixed(_ error: ScenarioError) -> FieldError {
      FieldError(path: fields.path(of: error.path), message: error.message)
    }
    let geometry = try fields.optional("geometry")?.geometry() ?? .small
    let start = try fields.optional("start")?.integer() ?? 0
    let count = try fields.required("count", "1").integer()
    do {
      // The defaults of the lists cannot be made without it.
      try Scenario.validate(geometry: geometry, start: start, count: count)
    } catch { throw prefixed(error) }
    self.init(geometry: geometry, start: start, count: count)
    try readLists(fields)
    try readCall(fields)
    do { try validate() } catch { throw prefixed(error) }
  }

  private mutating func readLists(_ fields: FieldReader) throws(FieldError) {
    if let field = fields.optional("vmas") {
      vmas = try field.list { (field) throws(FieldError) in try field.vma() }
    }
    if let field = fields.optional("puds") { puds = try field.kinds(atMost: pudCount, .pud) }
    if let field = fields.optional("pmds") { pmds = try field.kinds(atMost: pmdCount, .pmd) }
    if let field = fields.optional("ptes") { ptes = try field.kinds(atMost: count, .pte) }
    if let field = fields.optional("requests") {
      requests = try field.runs("word", atMost: count) { (field) throws(FieldError) in
        try field.word()
      }
    }
    if let field = fields.optional("faults") {
      faults = try field.list { (field) throws(FieldError) in try field.outcome() }
    }
    if let field = fields.optional("events") {
      events = try field.list { (field) throws(FieldError) in try field.event() }
    }
  }

  private mutating func readCall(_ fields: FieldReader) throws(FieldError) {
    defaultFlags = try fields.optional("defaultFlags")?.word() ?? defaultFlags
    pfnFlagsMask = try fields.optional("pfnFlagsMask")?.word() ?? pfnFlagsMask
    snapshotCall = try fields.optional("snapshotCall")?.bool() ?? snapshotCall
    mayDropLock = try fields.optional("mayDropLock")?.bool() ?? mayDropLock
    invalidated = try fields.optional("invalidated")?.bool() ?? invalidated
    pagemapLookups = try fields.optional("pagemapLookups")?.integer()
    accessedBits = try fields.optional("accessedBits")?.bool() ?? accessedBits
    passes = try fields.optional("passes")?.integer() ?? passes
    unlocked = try fields.optional("unlocked")?.unlockedCall() ?? unlocked
  }
}
