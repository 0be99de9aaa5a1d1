// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

// How the steps of a call are put into words.

extension FaultResult {
  /// What follows the fault: nothing where it was resolved.
  var suffix: String {
    switch self {
    case .resolved: ""
    case .retry: ", retry"
    case .outOfMemory: ", out of memory"
    case .busError: ", bus error"
    case .segmentationFault: ", segmentation fault"
    case .poison: ", poison"
    }
  }
}

/// A step as people count them: what was announced belongs to what announced it.
enum ToldStep: Equatable {
  case quiet(Trace.Step)
  case walk(from: Int)
  /// Before which load; 0 where none followed.
  case event(String, before: Int, notified: Bool)
  case fault(page: Int, write: Bool, change: String, result: FaultResult, notified: Bool)
  case wait(page: Int, to: Kind)
  case result

  static func told(_ steps: [Trace.Step]) -> [ToldStep] {
    var told: [ToldStep] = []
    var notified = false
    for (index, step) in steps.enumerated() {
      switch step {
      case .call: break
      case .notified: notified = true
      case .event(let target, let number, let from, let to):
        // The entry announces itself before the event is noted; whatever came before that was an
        // announcement of its own.
        let own = notified && KindSet.announced.contains(from)
        if notified && !own { told.append(.event("range invalidated", before: 0, notified: false)) }
        let text = "\(target) \(number) \(from.name) -> \(to.name)"
        told.append(.event(text, before: 0, notified: own))
        notified = false
      case .fault(let page, let write, let from, let result, let to):
        let change = from == to ? from.name : "\(from.name) -> \(to.name)"
        told.append(
          .fault(page: page, write: write, change: change, result: result, notified: notified))
        notified = false
      case .load(let number, _, _, _):
        if notified { told.append(.event("range invalidated", before: 0, notified: false)) }
        notified = false
        // Events happen just before a load: the first load behind them tells which.
        for place in told.indices.reversed() {
          guard case .event(let text, 0, let notified) = told[place] else { break }
          told[place] = .event(text, before: number, notified: notified)
        }
        told.append(.quiet(step))
      case .store: told.append(.quiet(step))
      case .walk(let from): told.append(.walk(from: from))
      case .wait(let page, let to): told.append(.wait(page: page, to: to))
      case .result: told.append(.result)
      }
      if index == steps.count - 1 && notified {
        told.append(.event("range invalidated", before: 0, notified: false))
      }
    }
    return told
  }
}
