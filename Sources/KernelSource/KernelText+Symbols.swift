// SPDX-License-Identifier: GPL-2.0-or-later

extension KernelText {
  /// The `CONFIG_` symbols that texts mention, in whatever configuration.
  ///
  /// - Throws: ``ReadError`` where a text is none of C's.
  public static func configurationSymbols(
    of sources: [SourceFile]
  ) throws(ReadError) -> Set<String> {
    var symbols: Set<String> = []
    for source in sources {
      do throws(Refusal) {
        for token in try Lexer.tokens(of: source.text, file: 0)
        where token.kind == .identifier && token.text.hasPrefix("CONFIG_") {
          symbols.insert(token.text)
        }
      } catch {
        throw ReadError(
          problem: Problem(location: Location(error.position, [source.name]), text: error.text))
      }
    }
    return symbols
  }
}
