// SPDX-License-Identifier: GPL-2.0-or-later

import RangeFault

extension CheckReport {
  /// What became of a case that was to be saved.
  public struct Saved: Equatable, Sendable {
    public var path: String
    /// A case of that name was there before, and stayed.
    public var wasThere: Bool
  }

  /// Writes the smallest case of each defect into a directory.
  ///
  /// A file that is there already is never touched. With fixes taken out, only what they mend is
  /// saved: the rest is the revision's own.
  public func saved(into directory: String) throws(FileError) -> [Saved] {
    let known = Set(try CounterexampleFile.paths(directory))
    var saved: [Saved] = []
    // Several defects can bear one name: the smallest case gets it.
    let smallestFirst = (violations + notes).sorted {
      Measure($0.first.scenario, walks: 0) < Measure($1.first.scenario, walks: 0)
    }
    for defect in smallestFirst {
      let mends = defect.remedy.fixes
      if !without.isEmpty && !without.contains(where: mends.contains) { continue }
      let contents = Counterexample(
        defect.first, revision: Revision.named(campaign.revision.name) ?? campaign.revision,
        without: without)
      let path = "\(directory)/\(contents.name).json"
      let wasThere = known.contains(path) || saved.contains { $0.path == path }
      if !wasThere { try CounterexampleFile.write(.counterexample(contents), to: path) }
      saved.append(Saved(path: path, wasThere: wasThere))
    }
    return saved
  }
}
