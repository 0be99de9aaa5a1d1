// SPDX-License-Identifier: GPL-2.0-or-later

extension Scenario {
  /// The most VMAs of a scenario.
  public static let maximumVMAs = 16
  /// The most events.
  public static let maximumEvents = 8
  /// The latest load that an event can come before.
  public static let maximumLoad = 10_000
  /// The most scripted calls of handle_mm_fault.
  public static let maximumFaults = 16
  /// The most calls by the caller.
  public static let maximumPasses = 8
  /// The most look-ups of a page map that can be told from "all".
  public static let maximumPagemapLookups = 1000

  /// Checks that the scenario means something: every list as long as the range wants it, every
  /// number in its range, and every entry possible where it stands.
  ///
  /// Everything behind this point (model, walk, judge) may rely on it. It never traps, whatever the
  /// fields are, and takes time in proportion to the pages without allocating, unless it throws.
  ///
  /// - Throws: The first broken rule.
  public func validate() throws(ScenarioError) {
    try Scenario.validate(geometry: geometry, start: start, count: count)
    try requireLength(puds.count, pudCount, "puds", "PUD")
    try requireLength(pmds.count, pmdCount, "pmds", "PMD")
    try requireLength(ptes.count, count, "ptes", "page")
    try requireLength(requests.count, count, "requests", "page")
    try validateVMAs()
    try validateEntries()
    try validateScript()
    if unlocked != UnlockedCall() { try validateUnlocked() }
  }

  /// Checks the part that the lengths of the lists follow from. `Scenario.init` needs it to hold.
  ///
  /// - Throws: The first broken rule.
  public static func validate(
    geometry: Geometry, start: Int, count: Int
  ) throws(ScenarioError) {
    let pmdShift = geometry.pmdShift
    try ScenarioError.require(pmdShift, in: 1...9, "geometry.pmdShift")
    try ScenarioError.require(
      geometry.pudShift, in: (pmdShift + 1)...(pmdShift + 9), "geometry.pudShift")
    try ScenarioError.require(geometry.tableShift, in: 1...pmdShift, "geometry.tableShift")
    try ScenarioError.require(start, in: 0...(geometry.pagesPerPUD - 1), "start")
    try ScenarioError.require(count, in: 0...maximumPages, "count")
  }

  private func requireLength(
    _ actual: Int, _ wanted: Int, _ path: StaticString, _ unit: StaticString
  ) throws(ScenarioError) {
    try ScenarioError.require(
      actual == wanted, "\(path)",
      "length \(actual); must be \(wanted), one for each \(unit) of the range")
  }

  private func validateScript() throws(ScenarioError) {
    try ScenarioError.require(
      faults.count <= Scenario.maximumFaults, "faults",
      "\(faults.count) outcomes; at most \(Scenario.maximumFaults)")
    try ScenarioError.require(passes, in: 1...Scenario.maximumPasses, "passes")
    if let pagemapLookups {
      try ScenarioError.require(
        pagemapLookups, in: 0...Scenario.maximumPagemapLookups, "pagemapLookups")
    }
    try ScenarioError.require(
      events.count <= Scenario.maximumEvents, "events",
      "\(events.count) events; at most \(Scenario.maximumEvents)")
    var earliest = 1
    for number in events.indices {
      let event = events[number]
      try ScenarioError.require(event.at, in: 1...Scenario.maximumLoad, "events[\(number)].at")
      try ScenarioError.require(
        event.at >= earliest, "events[\(number)].at",
        "\(event.at) comes after \(earliest); events must be in ascending order")
      earliest = event.at
      try validateChange(event, number)
    }
  }

  /// Checks what an event makes of its entry: that it could have stood there from the beginning.
  private func validateChange(_ event: Event, _ number: Int) throws(ScenarioError) {
    let entries =
      switch event.target {
      case .pte: count
      case .pmd: pmds.count
      case .pud: puds.count
      case .range: 1
      }
    try ScenarioError.require(
      event.index >= 0 && event.index < entries, "events[\(number)].index",
      event.target == .range
        ? "\(event.index); must be 0 where the target is the range"
        : "\(event.index); must be at least 0 and below \(entries), the entries that the range has")
    let problem: String? =
      switch event.target {
      case .pte: problem(ofPTE: event.kind, in: vma(at: start + event.index))
      case .pmd: problem(ofChangeTo: event.kind) ?? problem(ofPMD: event.kind, event.index)
      case .pud: problem(ofChangeTo: event.kind) ?? problem(ofPUD: event.kind, event.index)
      case .range:
        event.kind == .none
          ? nil : "\(event.kind.name); must be none where the target is the range"
      }
    if let problem { throw ScenarioError(path: "events[\(number)].kind", message: problem) }
  }
}
