// SPDX-License-Identifier: GPL-2.0-or-later

import KernelSource
import KernelWalk

extension Mutation {
  /// All mutations of the functions that a call of an entry point that is judged can reach, in the
  /// order of the text. No two of them, nor the text itself, have the same tokens.
  ///
  /// - Throws: ``KernelProblem`` where the text cannot be read.
  public static func all(of kernel: Kernel) throws(KernelProblem) -> [Mutation] {
    let (walk, header) = kernel.source.files
    let unread = Set(kernel.version(.small).program.dropped.map(\.name))
    let functions = try kernel.written().functions(reachedFrom: kernel.interface.entryNames)
    return functions.filter { !unread.contains($0.name) }.flatMap { function in
      all(in: function, function.file == walk.name ? walk.text : header.text)
    }
  }

  /// All mutations of one function of a file's text.
  static func all(in function: WrittenFunction, _ text: String) -> [Mutation] {
    let finder = MutationFinder(function)
    let drafts =
      finder.operators() + finder.conditions() + finder.values() + finder.statements()
      + finder.arguments() + finder.increments()
    let ordered = drafts.enumerated().sorted { one, other in
      let left = (one.element.start, one.offset)
      let right = (other.element.start, other.offset)
      return left < right
    }.map(\.element)
    var streams: Set<[String]> = [function.body.map(\.text)]
    var numbers: [String: Int] = [:]
    return ordered.compactMap { draft in
      let place = "\(draft.lines(in: function.body).lowerBound):\(draft.kind.rawValue)"
      numbers[place, default: 0] += 1
      let mutation = Mutation(draft, number: numbers[place] ?? 0, in: function, text)
      return streams.insert(mutation.stream).inserted ? mutation : nil
    }
  }
}

extension Draft {
  fileprivate var start: Int { edits.first?.tokens.lowerBound ?? 0 }
}

extension KernelFiles {
  /// The two files as the front end calls them.
  var files: (walk: SourceFile, header: SourceFile) { (main, ownHeader) }
}
