// SPDX-License-Identifier: GPL-2.0-or-later

extension JSON {
  /// The text in files: two spaces a level, and on one line what is short and shallow. The same
  /// value always gives the same text, with a newline at its end.
  package var text: String { layout(indent: 0, column: 0) + "\n" }

  private static let width = 100

  /// The text, where the line has reached `column` and a further level stands at `indent`.
  private func layout(indent: Int, column: Int) -> String {
    if isShallow {
      let line = line
      // One column is left for the comma behind it.
      if column + line.count < JSON.width { return line }
    }
    let inner = indent + 2
    let margin = String(repeating: " ", count: inner)
    let close = "\n" + String(repeating: " ", count: indent)
    switch self {
    case .object(let members):
      let lines = members.map { member in
        let name = member.name.jsonLiteral + ": "
        return margin + name + member.value.layout(indent: inner, column: inner + name.count)
      }
      return "{\n" + lines.joined(separator: ",\n") + close + "}"
    case .array(let elements):
      let texts = elements.map { $0.layout(indent: inner, column: inner) }
      let isList = elements.allSatisfy { if case .object = $0 { true } else { false } }
      let body = isList ? texts.joined(separator: ",\n" + margin) : JSON.filled(texts, margin)
      return "[\n" + margin + body + close + "]"
    default: return line
    }
  }

  /// Puts as many texts on each line as fit.
  private static func filled(_ texts: [String], _ margin: String) -> String {
    var result = ""
    var column = margin.count
    for (index, text) in texts.enumerated() {
      let length = text.count + 1
      if index > 0 && column + 1 + length > width {
        result += ",\n" + margin
        column = margin.count
      } else if index > 0 {
        result += ", "
        column += 1
      }
      result += text
      column += length
    }
    return result
  }

  /// Whether it reads well on one line: an object with scalars only, or a list of such and scalars.
  private var isShallow: Bool {
    switch self {
    case .object(let members): members.allSatisfy { $0.value.isScalar }
    case .array(let elements):
      elements.allSatisfy { element in
        if case .array = element { false } else { element.isShallow }
      }
    default: true
    }
  }

  private var isScalar: Bool {
    switch self {
    case .object, .array: false
    default: true
    }
  }

  private var line: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let text): text
    case .string(let text): text.jsonLiteral
    case .array(let elements): "[" + elements.map(\.line).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { $0.name.jsonLiteral + ": " + $0.value.line }.joined(separator: ", ")
        + "}"
    }
  }
}
