// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

extension Scenario {
  /// Fewer, earlier and plainer events and fault outcomes.
  var simplerScripts: [Scenario] {
    var candidates = [changed { $0.events = [] }, changed { $0.faults = [] }]
    for index in events.indices.reversed() {
      candidates.append(changed { $0.events.remove(at: index) })
      candidates.append(changed { $0.happenFirst(index) })
      for at in [1, 2, 3, 4, events[index].at / 2, events[index].at - 1]
      where at > 0 && at < events[index].at {
        candidates.append(
          changed {
            $0.events[index].at = at
            $0.events.sort { $0.at < $1.at }
          })
      }
      candidates.append(
        changed {
          $0.events[index] = Event(at: events[index].at, target: .range, index: 0, kind: .none)
        })
      for kind in plainer(than: events[index].kind) {
        candidates.append(changed { $0.events[index].kind = kind })
      }
    }
    for index in faults.indices.reversed() {
      candidates.append(changed { $0.faults.remove(at: index) })
      for outcome in FaultOutcome.allCases where outcome.rawValue < faults[index].rawValue {
        candidates.append(changed { $0.faults[index] = outcome })
      }
    }
    return candidates
  }

  /// What an event makes of an entry, the entry is from the start.
  private mutating func happenFirst(_ index: Int) {
    let event = events.remove(at: index)
    switch event.target {
    case .pte: ptes[event.index] = event.kind
    case .pmd: pmds[event.index] = event.kind
    case .pud: puds[event.index] = event.kind
    case .range: invalidated = true
    }
  }
}
