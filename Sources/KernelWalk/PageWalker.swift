// SPDX-License-Identifier: GPL-2.0-or-later

import KernelSource

/// Who walks the page tables for the text.
public enum PageWalker: String, CaseIterable, Sendable {
  /// The model's own walker, which looks as the kernel's does.
  case model
  /// The tree's mm/pagewalk.c, interpreted as mm/hmm.c is.
  case source
}

extension KernelFiles {
  public var pageWalker: PageWalker { pageWalk == nil ? .model : .source }

  /// What is read behind mm/hmm.c. The entry is renamed in it, so that a call of it from mm/hmm.c
  /// is still one of the model's, which counts walks before it hands them on.
  var pageWalkSources: [SourceFile] {
    guard let pageWalk else { return [] }
    return [
      SourceFile(name: "hmmcheck", text: "#define walk_page_range \(Program.pageWalkName)\n"),
      SourceFile(name: "mm/pagewalk.c", text: pageWalk),
    ]
  }
}

extension Program {
  fileprivate static let pageWalkName = "__hmm_walk_page_range"

  /// The tree's own page walker.
  ///
  /// - Throws: ``KernelProblem`` where there is none that can be called as from 5.4 on.
  func pageWalk() throws(KernelProblem) -> FunctionID {
    guard let function = function(Self.pageWalkName) else {
      if let dropped = dropped.first(where: { $0.name == Self.pageWalkName }) {
        throw KernelProblem("\(dropped.problem)")
      }
      throw KernelProblem("the tree's mm/pagewalk.c defines no walk_page_range")
    }
    guard parameterCount(of: function) == 5 else {
      throw KernelProblem(
        "walk_page_range of mm/pagewalk.c takes \(parameterCount(of: function)) arguments; one of 5,"
          + " as from 5.4 on, can be run: without --pagewalk source")
    }
    return function
  }
}
