// SPDX-License-Identifier: GPL-2.0-or-later

import ArgumentParser
import Checking

/// A number of scenarios: 1 ..< 2^63. Underscores may group its digits.
struct SeedCount: ExpressibleByArgument {
  var value: UInt64

  init?(argument: String) {
    let digits = argument.replacing("_", with: "")
    guard let value = UInt64(digits), value > 0, value < 1 << 63 else { return nil }
    self.value = value
  }

  static let hint = "a whole number from 1 to 2^63 - 1"
}

/// A number of threads or worker processes.
enum Jobs {
  static func validate(_ jobs: Int) throws {
    if !(1...1024).contains(jobs) {
      throw ValidationError("--jobs \(jobs) is not a whole number from 1 to 1024")
    }
  }
}

/// A seed, or a variation of one: `270`, `270+3`.
struct SeedOrVariation: ExpressibleByArgument {
  var draw: Draw

  var defaultValueDescription: String { "\(draw)" }

  init(value: UInt64) { draw = Draw(seed: value) }

  init?(argument: String) {
    let parts = argument.split(separator: "+", omittingEmptySubsequences: false)
    guard let seed = parts.first.flatMap({ Seed(argument: String($0)) }), parts.count <= 2 else {
      return nil
    }
    draw = Draw(seed: seed.value)
    if parts.count == 2 {
      guard let variation = UInt64(parts[1]), variation > 0 else { return nil }
      draw.variation = variation
    }
  }
}

/// A seed: any number of 64 bits, decimal or hexadecimal with `0x`.
struct Seed: ExpressibleByArgument {
  var value: UInt64

  var defaultValueDescription: String { "\(value)" }

  init(value: UInt64) { self.value = value }

  init?(argument: String) {
    let digits = argument.replacing("_", with: "")
    let hexadecimal = digits.hasPrefix("0x") || digits.hasPrefix("0X")
    let number = hexadecimal ? UInt64(digits.dropFirst(2), radix: 16) : UInt64(digits)
    guard let number else { return nil }
    value = number
  }
}

/// A time to spend: `90`, `90s`, `5m`, `1h`; 1 second to 1000 hours.
struct TimeLimit: ExpressibleByArgument {
  var seconds: Double

  init?(argument: String) {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
    let unit = argument.last.flatMap { units[$0] }
    let digits = unit == nil ? argument[...] : argument.dropLast()
    guard let number = Int(digits), number > 0, number <= 3_600_000 else { return nil }
    let seconds = Double(number) * (unit ?? 1)
    guard seconds <= 3_600_000 else { return nil }
    self.seconds = seconds
  }
}
