// SPDX-License-Identifier: GPL-2.0-or-later

import Checking

/// A JSON value to be written: members keep their order.
indirect enum JSONValue {
  case null
  case bool(Bool)
  case integer(Int)
  /// With three decimals.
  case seconds(Double)
  case string(String)
  case array([JSONValue])
  case object([(String, JSONValue)])
  /// JSON that is text already.
  case text(String)

  static func strings(_ strings: [String]) -> JSONValue { .array(strings.map(JSONValue.string)) }

  /// A count; a string from 2^53 on, where many readers of JSON would round it.
  static func count(_ count: UInt64) -> JSONValue {
    count < 1 << 53 ? .integer(Int(count)) : .string("\(count)")
  }

  /// All bits, as case files have them: readers of JSON keep only 53 of a number.
  static func word(_ word: UInt64) -> JSONValue { .string(hexadecimal(word)) }

  /// The text: two spaces a level, what holds only scalars on one line.
  func text(_ margin: String = "") -> String {
    let inner = margin + "  "
    switch self {
    case .null: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .integer(let value): return "\(value)"
    case .seconds(let value): return JSONValue.thousandths(value)
    case .string(let text): return text.jsonLiteral
    case .text(let text):
      return text.split(separator: "\n").joined(separator: "\n" + margin)
    case .array(let elements):
      if elements.allSatisfy(\.isScalar) {
        return "[" + elements.map { $0.text() }.joined(separator: ", ") + "]"
      }
      let lines = elements.map { inner + $0.text(inner) }
      return "[\n" + lines.joined(separator: ",\n") + "\n\(margin)]"
    case .object(let members):
      func member(_ name: String, _ value: JSONValue) -> String {
        "\(name.jsonLiteral): \(value.text(inner))"
      }
      if members.allSatisfy({ $0.1.isScalar }) {
        return "{" + members.map(member).joined(separator: ", ") + "}"
      }
      let lines = members.map { inner + member($0.0, $0.1) }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(margin)}"
    }
  }

  private var isScalar: Bool {
    switch self {
    case .array, .object, .text: false
    default: true
    }
  }

  private static func thousandths(_ seconds: Double) -> String {
    let number = Int((max(seconds, 0) * 1000).rounded())
    let digits = "\(number % 1000)"
    return "\(number / 1000)." + String(repeating: "0", count: 3 - digits.count) + digits
  }
}
