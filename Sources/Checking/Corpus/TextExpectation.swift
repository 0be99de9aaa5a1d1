// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelWalk
import RangeFault
import Specification

/// What a case must do on the text of a kernel, and who says so.
struct TextExpectation {
  var result: TextTable.Result
  /// `the file, of v6.12`, `texts/7.3.json`.
  var source: String

  /// Of a kernel of which there is a port, the case's own file says it; of another one, the table beside
  /// it. Nil where nothing is known: the kernel has another configuration or page walker, or no table.
  ///
  /// - Throws: where there is a table that cannot be read, or that is silent of the case.
  init?(_ found: Counterexample, _ path: String, _ kernel: Kernel) throws(FileError) {
    guard kernel.switchedOff.isEmpty, kernel.source.pageWalker == .model,
      let version = kernel.source.version
    else { return nil }
    if let port = Revision.named("v\(version)") {
      if found.violates.contains(port.name) {
        self.init(result: .broken, source: "the file, of \(port.name)")
      } else if found.holds.contains(port.name) {
        self.init(result: .held, source: "the file, of \(port.name)")
      } else if port.refusal(found.scenario) != nil {
        self.init(result: .noSuchEntry, source: "the entries of \(port.name)")
      } else {
        throw FileError(
          file: path, message: "says nothing of \(port.name); add it to holds or violates")
      }
      return
    }
    let directory = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let place = TextTable.path(of: "\(version)", beside: directory)
    guard CounterexampleFile.isThere(place) else { return nil }
    let table = try TextTable.read(path: place)
    guard let entry = table.entries[found.name] else {
      throw FileError(
        file: place, place: .field("cases.\(found.name)"),
        message: "missing; say whether it is broken or held there")
    }
    self.init(result: entry.result, source: place)
  }

  private init(result: TextTable.Result, source: String) {
    self.result = result
    self.source = source
  }

  /// A line where a run did something else; nil where it did this.
  func difference(_ clause: String, isBroken: Bool, _ name: String) -> String? {
    if result != .noSuchEntry && isBroken == (result == .broken) { return nil }
    let wanted =
      switch result {
      case .broken: "breaks it"
      case .held: "keeps it"
      case .noSuchEntry: "has no such entry"
      }
    return "\(name) \(isBroken ? "breaks" : "keeps") \(clause); \(source) says that it \(wanted)"
  }
}
