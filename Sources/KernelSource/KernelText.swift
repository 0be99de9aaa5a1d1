// SPDX-License-Identifier: GPL-2.0-or-later

/// Why a text could not be read at all.
public struct ReadError: Error, Hashable, CustomStringConvertible {
  public let problem: Problem
  public var description: String { problem.description }
}

/// The entrance: C text of the kernel's in, a ``Program`` out.
public enum KernelText {
  /// Reads `main`, for which `header` is what it calls `linux/hmm.h`; every other header is the
  /// model's own.
  ///
  /// A declaration that cannot be read is left out and named in ``Program/dropped`` or
  /// ``Program/problems``.
  ///
  /// - Parameter others: files that are read behind `main`, as if they were its end.
  /// - Throws: ``ReadError`` where the preprocessor cannot go on, so that nothing can be trusted.
  public static func read(
    main: SourceFile, header: SourceFile? = nil, others: [SourceFile] = [],
    configuration: Configuration = Configuration()
  ) throws(ReadError) -> Program {
    try read(
      main: main, header: header, others: others, configuration: configuration, bounds: Bounds())
  }

  static func read(
    main: SourceFile, header: SourceFile?, others: [SourceFile] = [], configuration: Configuration,
    bounds: Bounds
  ) throws(ReadError) -> Program {
    var files = [main.name]
    do throws(Refusal) {
      var preprocessor = try Preprocessor(
        header: header, model: ModelHeader.file, configuration: configuration, bounds: bounds)
      do throws(Refusal) {
        for source in [main] + others { try preprocessor.read(source, isSubject: true) }
      } catch {
        files = preprocessor.files
        throw error
      }
      var parser = Parser(tokens: preprocessor.output, bounds: bounds)
      parser.parse()
      return Program(parser, preprocessor)
    } catch {
      throw ReadError(
        problem: Problem(location: Location(error.position, files), text: error.text))
    }
  }
}
