// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic
import RangeFault
import Testing

/// One row of a table: a scenario, the kernels that it is about, and what they do with it.
struct Row: Sendable, CustomTestStringConvertible {
  var name: String
  var revisions: [Revision]
  var scenario: Scenario
  /// What the call returns: `0`, `-EFAULT`, or the number of pages where that is success; `endless`
  /// where it does not come back, `lost` where it follows a pointer into nowhere.
  var result: String
  /// The words of the array, as ``Outcome/words``; nil where nothing is known of them.
  var words: String?
  /// What the call did, as ``Outcome/course``; nil where nothing is known of it.
  var course: String?
  /// What it left behind or did with a lock held, as ``Outcome/left``.
  var left = ""

  init(
    _ name: String, _ revisions: [Revision], _ scenario: Scenario, _ result: String,
    _ words: String?, _ course: String?, left: String = ""
  ) {
    self.name = name
    self.revisions = revisions
    self.scenario = scenario
    self.result = result
    self.words = words
    self.course = course
    self.left = left
  }

  var testDescription: String { name }

  /// Runs the row on each of its kernels.
  func check(_ location: SourceLocation = #_sourceLocation) {
    #expect(throws: Never.self, "\(name)", sourceLocation: location) { try scenario.validate() }
    for revision in revisions {
      let place: Comment = "\(revision.name), \(name)"
      #expect(revision.refusal(scenario) == nil, place, sourceLocation: location)
      let outcome = Outcome(of: scenario, on: revision)
      #expect(outcome.result == result, place, sourceLocation: location)
      if let words {
        // Where the format has no order, none can be told.
        let told = revision.interface.encoding.orderShift == nil ? words.withoutOrders : words
        #expect(outcome.words == told, place, sourceLocation: location)
      }
      if let course { #expect(outcome.course == course, place, sourceLocation: location) }
      #expect(outcome.left == left, place, sourceLocation: location)
    }
  }

  /// The row, and the other ways of asking that mean the same to every kernel with mask and
  /// defaults: the request as a default instead of in the words, and a write request that nothing
  /// goes with instead of none.
  var otherWays: [Row] {
    var rows = [self]
    guard let first = scenario.requests.first, scenario.requests.allSatisfy({ $0 == first }) else {
      return rows
    }
    var byDefault = self
    byDefault.name += ", by default"
    byDefault.scenario.defaultFlags = first
    byDefault.scenario.pfnFlagsMask = 0
    byDefault.scenario.requests = scenario.requests.map { _ in 0 }
    rows.append(byDefault)
    if first == 0 {
      var writeOnly = self
      writeOnly.name += ", by W alone"
      writeOnly.scenario.requests = scenario.requests.map { _ in PfnWord.write }
      rows.append(writeOnly)
      // What the mask hides was not asked.
      var masked = self
      masked.name += ", by the mask"
      masked.scenario.requests = scenario.requests.map { _ in PfnWord.fault | PfnWord.write }
      masked.scenario.pfnFlagsMask = 0
      rows.append(masked)
    }
    return rows
  }
}

extension String {
  /// Words as in ``Outcome/words``, without map orders.
  var withoutOrders: String {
    split(separator: " ").map { word in
      let kept = word.prefix { $0 != "o" }
      return kept.isEmpty ? "-" : String(kept)
    }.joined(separator: " ")
  }
}
