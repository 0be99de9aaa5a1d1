// SPDX-License-Identifier: GPL-2.0-or-later

/// A JSON value as it stands in a file: members keep their order, numbers their spelling.
enum JSON: Equatable {
  struct Member: Equatable {
    var name: String
    var value: JSON
  }

  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSON])
  case object([Member])

  static func integer(_ value: Int) -> JSON { .number(String(value)) }

  static func strings(_ values: [String]) -> JSON { .array(values.map(JSON.string)) }

  /// What it is, for messages.
  var noun: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }
}
