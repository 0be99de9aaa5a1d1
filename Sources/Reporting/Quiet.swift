// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// Loads and stores with nothing remarkable between them, told together.
struct Quiet {
  private var first = 0
  private var last = 0
  private var loads: [(target: Event.Target, index: Int, kind: Kind)] = []
  private var stores: [(page: Int, word: OutputWord)] = []

  mutating func add(_ step: Trace.Step, _ encoding: Encoding) {
    switch step {
    case .load(let number, let target, let index, let kind):
      if loads.isEmpty { first = number }
      last = number
      loads.append((target, index, kind))
    case .store(let page, let word): stores.append((page, OutputWord(word, encoding)))
    default: break
    }
  }

  /// `("loads 1-2", ["pud 0 table", "pmd 0 none"])`, `("store", ["page 0: VALID"])`.
  var lines: [(label: String, parts: [String])] {
    var lines: [(label: String, parts: [String])] = []
    if !loads.isEmpty {
      lines.append(
        (first == last ? "load \(first)" : "loads \(first)-\(last)", Quiet.shortened(loadParts)))
    }
    if !stores.isEmpty { lines.append(("store", Quiet.shortened(storeParts))) }
    return lines
  }

  /// Of many parts the middle is left out.
  private static func shortened(_ parts: [String]) -> [String] {
    if parts.count <= 24 { return parts }
    return parts.prefix(16) + ["... \(parts.count - 20) more ..."] + parts.suffix(4)
  }

  /// Entries of one kind in a row are told once, and so are repeated looks at one entry.
  private var loadParts: [String] {
    var parts: [String] = []
    var index = 0
    while index < loads.count {
      let load = loads[index]
      func length(_ step: Int) -> Int {
        let rest = loads[index...].enumerated()
        return rest.first {
          $1.target != load.target || $1.kind != load.kind || $1.index != load.index + $0 * step
        }?.offset ?? loads.count - index
      }
      let (looks, entries) = (length(0), length(1))
      if entries > looks {
        let end = load.index + entries - 1
        parts.append("\(load.target) \(load.index)-\(end) \(load.kind.name)")
      } else {
        let times = looks > 1 ? " x\(looks)" : ""
        parts.append("\(load.target) \(load.index) \(load.kind.name)\(times)")
      }
      index += max(looks, entries)
    }
    return parts
  }

  private var storeParts: [String] {
    var parts: [String] = []
    var index = 0
    while index < stores.count {
      let store = stores[index]
      func length(_ step: UInt64) -> Int {
        stores[index...].enumerated().first {
          $1.page != store.page + $0 || !$1.word.continues(store.word, step: UInt64($0) &* step)
        }?.offset ?? stores.count - index
      }
      let count = max(length(0), length(1))
      let end = stores[index + count - 1]
      parts.append("\(pageText(store.page, end.page)): \(store.word.text(through: end.word))")
      index += count
    }
    return parts
  }
}
