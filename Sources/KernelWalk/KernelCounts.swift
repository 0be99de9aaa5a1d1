// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource

/// What ran of a kernel's text: counts of the program of each geometry.
public struct KernelCounts: Equatable, Sendable {
  var programs: [Geometry: BlockCounts] = [:]

  public init() {}

  /// Adds what another machine ran of the same text.
  public mutating func merge(_ other: KernelCounts) {
    for (geometry, counts) in other.programs {
      programs[geometry, default: BlockCounts()].merge(counts)
    }
  }
}

/// Which blocks and outcomes of a kernel's text were reached, in the program of each geometry.
public struct ReachedBlocks: Sendable {
  var programs: [Geometry: [Bool]] = [:]

  public init() {}
}

extension Kernel {
  /// The text as it is written.
  ///
  /// - Throws: ``KernelProblem`` where it is none of C's.
  public func written() throws(KernelProblem) -> WrittenText {
    do {
      return try WrittenText(version(.small).program, main: source.main, header: source.ownHeader)
    } catch {
      throw KernelProblem(error.description)
    }
  }

  /// Which lines and branches the counts are of. Functions that only calls reach that are not judged
  /// are exempt.
  ///
  /// - Throws: ``KernelProblem`` where the text is none of C's.
  public func coverage(_ counts: KernelCounts) throws(KernelProblem) -> TextCoverage {
    let written = try written()
    let runs = ([.small] + counts.programs.keys.filter { $0 != .small }).map {
      (version($0).program, counts.programs[$0] ?? BlockCounts())
    }
    var coverage = TextCoverage(written, [source.main, source.ownHeader], runs)
    let entries = entryPoints(written)
    let judged = Set(
      written.functions(reachedFrom: entries.filter { $0.refusal == nil }.map(\.name)).map(\.name))
    for entry in entries {
      guard let refusal = entry.refusal else { continue }
      let reached = Set(written.functions(reachedFrom: [entry.name]).map(\.name))
      for index in coverage.functions.indices
      where coverage.functions[index].exemption == nil
        && reached.contains(coverage.functions[index].name)
        && !judged.contains(coverage.functions[index].name)
      {
        // What the header offers to all is nobody's own.
        if coverage.functions[index].file == source.ownHeader.name { continue }
        coverage.functions[index].exemption = refusal
      }
    }
    return coverage
  }
}

extension KernelFiles {
  /// The two files as the front end calls them.
  public var main: SourceFile { SourceFile(name: "mm/hmm.c", text: walk) }
  public var ownHeader: SourceFile { SourceFile(name: "include/linux/hmm.h", text: header) }
}
