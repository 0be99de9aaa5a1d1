// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

extension Scenario {
  /// Fewer pages, and nearer to the beginning of the PUD.
  var fewerPages: [Scenario] {
    var candidates = (0..<count).reversed().map(without)
    if count > 1 { candidates += [withoutFirst, withoutFirst.changed { $0.move(to: 0) }] }
    for place in [0, 1, 2, 3, start - 4, start - 1] where place >= 0 && place < start {
      candidates.append(changed { $0.move(to: place) })
    }
    return candidates
  }

  /// The scenario without its first page, the others where they are.
  private var withoutFirst: Scenario {
    changed { scenario in
      scenario.start += 1
      scenario.count -= 1
      scenario.ptes.removeFirst()
      scenario.requests.removeFirst()
      scenario.pmds = Array(pmds.suffix(scenario.pmdCount))
      scenario.puds = Array(puds.suffix(scenario.pudCount))
      scenario.events = events.compactMap { event in
        var event = event
        switch event.target {
        case .pte: event.index -= 1
        case .pmd: event.index -= pmds.count - scenario.pmdCount
        case .pud: event.index -= puds.count - scenario.pudCount
        case .range: break
        }
        return event.index < 0 ? nil : event
      }
    }
  }

  /// The scenario without a page; those behind close the gap, in the tables that are left.
  private func without(_ page: Int) -> Scenario {
    changed { scenario in
      scenario.count -= 1
      scenario.ptes.remove(at: page)
      scenario.requests.remove(at: page)
      if page == 0 && scenario.pmdCount < pmds.count { scenario.pmds.removeFirst() }
      if page == 0 && scenario.pudCount < puds.count { scenario.puds.removeFirst() }
      scenario.fitTables()
      scenario.events = events.compactMap { event in
        var event = event
        if event.target == .pte && event.index > page { event.index -= 1 }
        return event.target == .pte && event.index == page ? nil : event
      }
    }
  }

  /// The same pages at another place; one VMA all around stays so.
  private mutating func move(to place: Int) {
    let isWhole = vmas.count == 1 && vmas[0].start <= start && vmas[0].end >= end
    let shift = place - start
    start = place
    fitTables()
    if isWhole {
      vmas[0].start = 0
      vmas[0].end = max(puds.count, 1) << geometry.pudShift
    } else {
      for index in vmas.indices {
        vmas[index].start = max(vmas[index].start + shift, 0)
        vmas[index].end += shift
        if vmas[index].endOfFile != VMA.noEnd {
          vmas[index].endOfFile = max(vmas[index].endOfFile + shift, vmas[index].start)
        }
      }
    }
  }

  private mutating func fitTables() {
    func fitted(_ kinds: [Kind], _ count: Int) -> [Kind] {
      Array((kinds + Array(repeating: kinds.last ?? .table, count: count)).prefix(count))
    }
    pmds = fitted(pmds, pmdCount)
    puds = fitted(puds, pudCount)
  }
}
