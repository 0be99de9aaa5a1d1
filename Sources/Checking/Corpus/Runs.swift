// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

// Lists with an entry for each page, in which long runs of equal entries are written once:
// `{"repeat": 510, "kind": "none"}`.

extension JSON {
  /// Runs of so many entries or more are written once.
  private static let shortestRun = 8

  /// A list of `values`; `name` is what an entry is called in a run.
  static func runs<Value: Equatable>(
    _ values: [Value], _ name: String, _ text: (Value) -> String
  ) -> JSON {
    var elements: [JSON] = []
    var rest = values[...]
    while let value = rest.first {
      let length = rest.firstIndex { $0 != value }.map { $0 - rest.startIndex } ?? rest.count
      rest = rest.dropFirst(length)
      let entry = JSON.string(text(value))
      if length < shortestRun {
        elements += Array(repeating: entry, count: length)
      } else {
        elements.append(
          .object([
            Member(name: "repeat", value: .integer(length)), Member(name: name, value: entry),
          ]))
      }
    }
    return .array(elements)
  }
}

extension Field {
  /// Reads such a list. Paths of entries count each repetition: `ptes[510]` is the entry of page
  /// 510, wherever it stands in the file.
  ///
  /// - Throws: Also if there are more than `count`. Runs are not made longer than that: a small
  ///   file cannot ask for much memory.
  func runs<Value>(
    _ name: String, atMost count: Int, _ read: (Field) throws(FieldError) -> Value
  ) throws(FieldError) -> [Value] {
    var values: [Value] = []
    for element in try elements() {
      let field = Field(path: "\(path)[\(values.count)]", value: element)
      var length = 1
      var entry = field
      if case .object = element {
        let run = try FieldReader(field, ["repeat", name])
        let repeats = try run.required("repeat", "2")
        length = try repeats.integer()
        let longest = Scenario.maximumPages
        if !(1...longest).contains(length) {
          throw repeats.error("\(length); must be 1 to \(longest)")
        }
        entry = try run.required(name, "…")
      }
      let value = try read(entry)
      if length > count - values.count {
        throw error("longer than \(count); must be \(count)")
      }
      values += repeatElement(value, count: length)
    }
    return values
  }
}
