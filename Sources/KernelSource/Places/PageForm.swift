// SPDX-License-Identifier: GPL-2.0-or-later

/// A loop of a function: the indices of the function and of the header's first instruction.
struct LoopID: Hashable, Comparable {
  let function: Int
  let header: Int

  static func < (left: LoopID, right: LoopID) -> Bool {
    (left.function, left.header) < (right.function, right.header)
  }
}

/// What a ``PageForm`` counts pages from.
enum PageSymbol: Hashable {
  /// The first page of the piece that a callback was handed, and the page behind its last.
  case pieceStart, pieceEnd
  /// The first page of the range, and the page behind its last.
  case rangeStart, rangeEnd
  /// How many pages the loop has passed.
  case trip(LoopID)
  /// What a register of the loop, which steps by pages, held when the loop began.
  case origin(LoopID, Int)

  var loop: LoopID? {
    switch self {
    case .trip(let loop), .origin(let loop, _): loop
    default: nil
    }
  }
}

/// A number of pages as a sum: a constant, and symbols with their factors.
///
/// Everything that is computed of addresses and page counts is linear in them, so that two of these
/// are equal exactly where the page is the same in every range.
struct PageForm: Hashable {
  private(set) var terms: [PageSymbol: Int] = [:]
  var constant = 0

  init(_ constant: Int = 0) { self.constant = constant }

  init(_ symbol: PageSymbol) { terms[symbol] = 1 }

  subscript(symbol: PageSymbol) -> Int { terms[symbol] ?? 0 }

  static func + (left: PageForm, right: PageForm) -> PageForm {
    var sum = left
    sum.constant &+= right.constant
    for (symbol, factor) in right.terms { sum.add(symbol, factor) }
    return sum
  }

  static prefix func - (form: PageForm) -> PageForm {
    var result = form
    result.constant = 0 &- form.constant
    result.terms = form.terms.mapValues { -$0 }
    return result
  }

  static func - (left: PageForm, right: PageForm) -> PageForm { left + -right }

  private mutating func add(_ symbol: PageSymbol, _ factor: Int) {
    let sum = self[symbol] + factor
    terms[symbol] = sum == 0 ? nil : sum
  }

  /// The form with `symbol` replaced.
  func replacing(_ symbol: PageSymbol, by other: PageForm) -> PageForm {
    let factor = self[symbol]
    guard factor != 0 else { return self }
    var result = self
    result.terms[symbol] = nil
    let addend = factor < 0 ? -other : other
    for _ in 0..<abs(factor) { result = result + addend }
    return result
  }

  /// Whether every symbol is one of the range's, so that it means the same in the whole call.
  var isOfRange: Bool {
    terms.keys.allSatisfy { $0 == .rangeStart || $0 == .rangeEnd }
  }

  func mentions(_ loop: LoopID) -> Bool { terms.keys.contains { $0.loop == loop } }

  /// Whether it is a page of loops alone: how far they have come, each counted once.
  var isTrips: Bool {
    constant == 0
      && terms.allSatisfy { symbol, factor in
        if case .trip = symbol { factor == 1 } else { false }
      }
  }
}
