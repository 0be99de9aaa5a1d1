// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// What a scenario is drawn by: a seed, or a variation of its scenario.
public struct Draw: Hashable, Sendable, CustomStringConvertible {
  public var seed: UInt64
  /// From 1 up; 0 for the seed's own scenario.
  public var variation: UInt64

  public init(seed: UInt64, variation: UInt64 = 0) {
    self.seed = seed
    self.variation = variation
  }

  /// `270`, `270+3`.
  public var description: String { variation == 0 ? "\(seed)" : "\(seed)+\(variation)" }

  /// By seed as a check counts them from its first, then by variation.
  func isBefore(_ other: Draw, from first: UInt64) -> Bool {
    (seed &- first, variation) < (other.seed &- first, other.variation)
  }
}

extension Generator {
  /// The scenario of a draw.
  public mutating func scenario(_ draw: Draw) -> Scenario {
    var scenario = Scenario(count: 0)
    self.draw(draw, into: &scenario)
    return scenario
  }

  /// Draws a seed's scenario, or a variation of it: the number of the variation alone decides what
  /// becomes of that, so that it can be drawn again by itself.
  @inlinable
  public mutating func draw(_ draw: Draw, into scenario: inout Scenario) {
    self.draw(seed: draw.seed, into: &scenario)
    if draw.variation == 0 { return }
    random = SplitMix64(seed: draw.seed ^ (draw.variation &* 0xd1b5_4a32_d192_ed03))
    vary(&scenario)
  }

  /// Draws part of a scenario anew. What depends on another part is drawn behind it, as the whole is.
  @inlinable
  mutating func vary(_ scenario: inout Scenario) {
    switch random.below(6) {
    case 0: drawRequests(&scenario)
    case 1: drawScript(&scenario)
    case 2:
      drawRequests(&scenario)
      drawScript(&scenario)
    case 3:
      drawTables(&scenario)
      drawScript(&scenario)
    case 4:
      drawPalette()
      drawTables(&scenario)
      drawScript(&scenario)
    default:
      guard scenario.count > 0 else { return drawScript(&scenario) }
      // One page is asked for in another way.
      let asks = Generator.asks
      scenario.requests[random.below(scenario.count)] = asks[random.below(asks.count)]
    }
  }
}
