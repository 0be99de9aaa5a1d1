// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

// How the steps of a call are put into words.

extension FaultResult {
  /// What follows the fault: nothing where it was resolved.
  var suffix: String {
    switch self {
    case .resolved: ""
    case .retry: ", retry"
    case .completed: ", completed without the mmap lock"
    case .outOfMemory: ", out of memory"
    case .busError: ", bus error"
    case .segmentationFault: ", segmentation fault"
    case .poison: ", poison"
    }
  }
}

extension LockOutcome {
  /// What follows "mmap lock": nothing where it was had at once.
  func suffix(_ waited: Int) -> String {
    switch self {
    case .taken: waited == 0 ? "" : " after \(counted(waited, "jiffy", "jiffies"))"
    case .interrupted: ": -EINTR"
    case .refused: ": not had"
    }
  }
}

extension VMAChange {
  /// `munmap pages 0-3`, `mprotect page 2 READ`: pages of the range, where the change begins in it or
  /// before it.
  ///
  /// - Parameter first: the page at which the range begins, as the change counts.
  func deed(_ first: Int = 0) -> String {
    let pages =
      end > first ? pageText(max(start - first, 0), end - 1 - first) : "what lies before the range"
    return switch kind {
    case .unmap: "munmap \(pages)"
    case .protect: "mprotect \(pages) \(flags.spelled)"
    case .map: "mmap \(pages) \(flags.spelled)"
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
  /// The mmap lock, of a call that takes it itself: nothing more where it was had at once.
  case lock(LockOutcome, waited: Int)
  /// VMAs were changed.
  case change(String)
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
      case .lock(let outcome, let waited): told.append(.lock(outcome, waited: waited))
      case .unlock: break
      case .change(let change):
        told.append(.change(change.deed() + (notified ? ", notified" : "")))
        notified = false
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
