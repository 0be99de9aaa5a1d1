// SPDX-License-Identifier: GPL-2.0-or-later

import Checking

/// The message with which a file of this text is refused; nil if it is read.
func refusal(_ text: String) -> String? { refusal(Array(text.utf8)) }

/// The message with which a file of these bytes is refused; nil if it is read.
func refusal(_ bytes: [UInt8]) -> String? {
  do {
    _ = try CounterexampleFile.decode(bytes, file: "x.json")
    return nil
  } catch { return "\(error)" }
}

/// A counterexample with `fields`, which replace the field of the same name.
func counterexample(with fields: String) -> String {
  var parts = [
    "name": "\"a\"", "title": "\"t\"", "clause": "\"C1\"", "subject": #"{"revision": "v5.8"}"#,
    "provenance": #"{"generator": 0}"#, "scenario": #"{"count": 1}"#,
  ]
  if let name = fields.split(separator: "\"").first { parts[String(name)] = nil }
  let rest = parts.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
  return "{\"format\": 1, " + (rest + [fields]).joined(separator: ", ") + "}"
}
