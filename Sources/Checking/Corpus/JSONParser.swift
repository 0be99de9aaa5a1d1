// SPDX-License-Identifier: GPL-2.0-or-later

/// Why bytes are no JSON.
package struct JSONError: Error, Equatable {
  /// Counted from 1; columns in characters (Unicode scalars).
  package var line: Int
  package var column: Int
  package var message: String
}

/// Reads JSON (RFC 8259) strictly: one value, no name twice in an object, bounded nesting.
///
/// Foundation's reader accepts repeated names and silently drops all but one of the values, which
/// would let a file say one thing to a reader and another to the checker.
package struct JSONParser {
  /// Deepest nesting of lists and objects. The format needs four levels.
  static let maximumDepth = 32

  let bytes: [UInt8]
  var position = 0

  /// - Throws: The first error.
  package static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSON {
    var parser = JSONParser(bytes: bytes)
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) {
      throw parser.error("a byte order mark; remove it")
    }
    parser.skipSpace()
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    if parser.position < bytes.count { throw parser.unexpected("the end of the file") }
    return value
  }

  /// The byte to be read next; nil at the end.
  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func value(depth: Int) throws(JSONError) -> JSON {
    switch next {
    case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
    case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), (UInt8(ascii: "0")...UInt8(ascii: "9"))?: return .number(try number())
    case UInt8(ascii: "t") where skip("true"): return .bool(true)
    case UInt8(ascii: "f") where skip("false"): return .bool(false)
    case UInt8(ascii: "n") where skip("null"): return .null
    default: throw unexpected("a value")
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> [JSON.Member] {
    try enter(depth)
    var members: [JSON.Member] = []
    var names: Set<String> = []
    if skip("}") { return members }
    while true {
      skipSpace()
      if next != UInt8(ascii: "\"") {
        throw unexpected(members.isEmpty ? "a name in quotes, or }" : "a name in quotes")
      }
      let start = position
      let name = try string()
      if !names.insert(name).inserted {
        position = start
        throw error("\(quoted(name)) occurs twice in one object; remove one of them")
      }
      skipSpace()
      if !skip(":") { throw unexpected(":") }
      skipSpace()
      members.append(JSON.Member(name: name, value: try value(depth: depth)))
      skipSpace()
      if skip("}") { return members }
      if !skip(",") { throw unexpected(", or }") }
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> [JSON] {
    try enter(depth)
    var elements: [JSON] = []
    if skip("]") { return elements }
    while true {
      skipSpace()
      elements.append(try value(depth: depth))
      skipSpace()
      if skip("]") { return elements }
      if !skip(",") { throw unexpected(", or ]") }
    }
  }

  /// Reads the bracket, once it is known not to lead too deep.
  private mutating func enter(_ depth: Int) throws(JSONError) {
    if depth > JSONParser.maximumDepth {
      throw error("nested more than \(JSONParser.maximumDepth) deep")
    }
    position += 1
    skipSpace()
  }

  private mutating func number() throws(JSONError) -> String {
    let start = position
    _ = skip("-")
    if !skip("0") { try digits() }
    if skip(".") { try digits() }
    if skip("e") || skip("E") {
      _ = skip("+") || skip("-")
      try digits()
    }
    if case (UInt8(ascii: "0")...UInt8(ascii: "9"))? = next {
      throw error("a number with leading zeros; remove them")
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits() throws(JSONError) {
    let start = position
    while case (UInt8(ascii: "0")...UInt8(ascii: "9"))? = next { position += 1 }
    if position == start { throw unexpected("a digit") }
  }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
      position += 1
    }
  }

  /// Reads `text` if it comes next.
  mutating func skip(_ text: StaticString) -> Bool {
    let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    if !bytes[position...].starts(with: wanted) { return false }
    position += wanted.count
    return true
  }
}
