// SPDX-License-Identifier: GPL-2.0-or-later

extension JSONParser {
  /// An error at what comes next.
  func error(_ message: String) -> JSONError {
    let before = bytes[..<position]
    let line = before.reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    // Bytes that continue a character of UTF-8 do not count.
    let column = bytes[lineStart..<position].reduce(1) { $1 & 0xc0 == 0x80 ? $0 : $0 + 1 }
    return JSONError(line: line, column: column, message: message)
  }

  /// The error that something else comes next.
  func unexpected(_ wanted: String) -> JSONError {
    guard let next else { return error("the file ends; expected \(wanted)") }
    let found =
      switch next {
      case 0x21...0x7e: "\(Unicode.Scalar(next))"
      case 0x20: "a space"
      case 0x0a, 0x0d: "the end of the line"
      default: "byte 0x\(String(next, radix: 16))"
      }
    return error("\(found); expected \(wanted)")
  }
}
