// SPDX-License-Identifier: GPL-2.0-or-later

/// The identifiers of a header, found without reading it as a program: a tree's own headers include
/// too much to be parsed for a few names.
enum HeaderNames {
  /// Those of `wanted` that `text` names outside of comments.
  static func found(_ wanted: Set<String>, in text: String) -> Set<String> {
    var found: Set<String> = []
    var text = text
    text.withUTF8 { bytes in
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        if byte == slash, next == star {
          index = endOfComment(bytes, index + 2)
        } else if byte == slash, next == slash {
          while index < bytes.count, bytes[index] != newline { index += 1 }
        } else if isLetter(byte) {
          let begin = index
          while index < bytes.count, isLetter(bytes[index]) || isDigit(bytes[index]) { index += 1 }
          let name = String(decoding: bytes[begin..<index], as: UTF8.self)
          if wanted.contains(name) { found.insert(name) }
        } else {
          index += 1
        }
      }
    }
    return found
  }

  private static func endOfComment(_ bytes: UnsafeBufferPointer<UInt8>, _ begin: Int) -> Int {
    var index = begin
    while index + 1 < bytes.count {
      if bytes[index] == star, bytes[index + 1] == slash { return index + 2 }
      index += 1
    }
    return bytes.count
  }

  private static let slash = UInt8(ascii: "/")
  private static let star = UInt8(ascii: "*")
  private static let newline = UInt8(ascii: "\n")

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_")
      || (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }
}
