// SPDX-License-Identifier: GPL-2.0-or-later

/// What the preprocessor leaves of a text: configurations that leave the same make one program.
public struct PreprocessedText: Hashable, Sendable {
  private let tokens: [String]
  /// What the macros stand for that are there at the end, but for the configuration's own symbols.
  private let macros: [String: [String]]

  /// - Throws: ``ReadError`` where the preprocessor cannot go on.
  public init(
    main: SourceFile, header: SourceFile? = nil, others: [SourceFile] = [],
    configuration: Configuration
  ) throws(ReadError) {
    var files = [main.name]
    do throws(Refusal) {
      var preprocessor = try Preprocessor(
        header: header, model: ModelHeader.file, configuration: configuration, bounds: Bounds())
      do throws(Refusal) {
        for source in [main] + others { try preprocessor.read(source, isSubject: true) }
      } catch {
        files = preprocessor.files
        throw error
      }
      tokens = preprocessor.output.map(\.text)
      macros = preprocessor.macros.filter { !$0.key.hasPrefix("CONFIG_") }.mapValues { macro in
        (macro.parameters.map { ["("] + $0 + [")"] } ?? []) + macro.body.map(\.text)
      }
    } catch {
      throw ReadError(
        problem: Problem(location: Location(error.position, files), text: error.text))
    }
  }
}
