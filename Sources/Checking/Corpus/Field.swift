// SPDX-License-Identifier: GPL-2.0-or-later

/// A value in a file, with its path for messages. Each reader throws if it is something else.
package struct Field {
  package var path: String
  package var value: JSON

  package init(path: String, value: JSON) {
    self.path = path
    self.value = value
  }

  package func error(_ message: String) -> FieldError { FieldError(path: path, message: message) }

  package func string() throws(FieldError) -> String {
    guard case .string(let text) = value else { throw wrongType("a string") }
    return text
  }

  package func bool() throws(FieldError) -> Bool {
    guard case .bool(let value) = value else { throw wrongType("true or false") }
    return value
  }

  package func elements() throws(FieldError) -> [JSON] {
    guard case .array(let elements) = value else { throw wrongType("a list") }
    return elements
  }

  /// A whole number. Its range is checked with the meaning of the field; here it only must be one
  /// that a field could have, so that no arithmetic on it can overflow.
  package func integer() throws(FieldError) -> Int {
    guard case .number(let text) = value else { throw wrongType("a whole number") }
    if text.utf8.contains(where: { [0x2e, 0x45, 0x65].contains($0) }) {
      throw error("\(shortened(text)); must be a whole number, without fraction and exponent")
    }
    let largest = 1 << 40
    guard let number = Int(text), (-largest...largest).contains(number) else {
      throw error("\(shortened(text)) is out of range; at most \(largest)")
    }
    return number
  }

  /// The member of an enumeration that the string names.
  package func named<Value>(
    _ what: String, among names: [String], _ find: (String) -> Value?
  ) throws(FieldError) -> Value {
    let text = try string()
    if let found = find(text) { return found }
    throw error("\(quoted(text)) is no \(what); \(suggestion(for: text, among: names))")
  }

  /// A list without runs.
  package func list<Value>(
    _ read: (Field) throws(FieldError) -> Value
  ) throws(FieldError) -> [Value] {
    var values: [Value] = []
    for element in try elements() {
      values.append(try read(Field(path: "\(path)[\(values.count)]", value: element)))
    }
    return values
  }

  package func wrongType(_ wanted: String) -> FieldError {
    error("\(value.noun); must be \(wanted)")
  }

  private func shortened(_ number: String) -> String {
    number.utf8.count <= 40 ? number : "\(number.prefix(40))…"
  }
}
