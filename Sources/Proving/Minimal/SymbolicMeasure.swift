// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Logic

/// The ``Measure`` of a scenario of unknowns: what the skeleton fixes is known, the rest formulas.
public struct SymbolicMeasure {
  public typealias Bit = Symbolic.Bit
  public typealias Half = Symbolic.Half

  public var pages: Int
  public var passes: Int
  public var walks: Half
  public var events: Int
  public var faults: Int
  public var fields: Half
  public var values: Half

  /// The parts, the first one first. Each is far below 2^32.
  private var parts: [Half] {
    func known(_ number: Int) -> Half { Half(constant: UInt64(number)) }
    return [known(pages), known(passes), walks, known(events), known(faults), fields, values]
  }

  /// Whether it comes before `other` in the shrinker's order.
  public func isLess(than other: Measure) -> Bit {
    zip(parts, other.parts).reversed().reduce(false) { rest, part in
      let limit = Half(constant: UInt64(part.1))
      return (part.0 .< limit) .| ((part.0 .== limit) .& rest)
    }
  }

  /// Whether no part differs from that of `other`.
  public func equals(_ other: Measure) -> Bit {
    zip(parts, other.parts).reduce(true) { all, part in
      all .& (part.0 .== Half(constant: UInt64(part.1)))
    }
  }
}

extension Measure {
  /// In the order in which they are compared.
  var parts: [Int] { [pages, passes, walks, events, faults, fields, values] }
}
