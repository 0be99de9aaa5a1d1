// SPDX-License-Identifier: GPL-2.0-or-later

/// A line of a text, or one way of a branch in it.
public struct TextPlace: Hashable, Codable, Sendable {
  /// One way of a branch.
  public struct Way: Hashable, Codable, Sendable {
    /// ``BranchCoverage/place``.
    public let column: Int
    public let number: Int
    /// ``BranchCoverage/Outcome/name``.
    public let outcome: String
  }

  public let file: String
  public let function: String
  public let line: Int
  /// Nil where the line is meant.
  public let way: Way?
}

extension TextPlace: CustomStringConvertible {
  /// `mm/hmm.c:485 pud_to_hmm_pfn_flags`, `mm/hmm.c:485 pud_to_hmm_pfn_flags, column 14 true`.
  public var description: String {
    "\(file):\(line) \(function)" + (way.map { ", column \($0.column) \($0.outcome)" } ?? "")
  }
}

extension TextPlace {
  /// The places of a line, with how often each was come by: the line, then what its branches did.
  static func places(
    _ line: LineCoverage, _ file: String, _ function: String
  ) -> [(place: TextPlace, runs: UInt64)] {
    func place(_ way: Way?) -> TextPlace {
      TextPlace(file: file, function: function, line: line.number, way: way)
    }
    let ways = line.branches.flatMap { branch in
      branch.outcomes.map { outcome in
        (
          place(
            Way(
              column: branch.place.column, number: branch.place.number, outcome: outcome.name)),
          outcome.runs
        )
      }
    }
    return [(place(nil), line.runs)] + ways
  }
}

extension FunctionCoverage {
  public func place(ofLine line: Int) -> TextPlace {
    TextPlace(file: file, function: name, line: line, way: nil)
  }
}

extension TextCoverage {
  /// Lines that did not run, and ways that branches did not go, of the functions that are counted and
  /// could be read. Of a line that did not run, its branches say nothing more.
  public var missed: [TextPlace] {
    counted.filter { $0.refusal == nil }.flatMap { function in
      function.lines.flatMap { line -> [TextPlace] in
        let places = TextPlace.places(line, function.file, function.name)
        return (line.runs > 0 ? places : Array(places.prefix(1))).filter { $0.runs == 0 }
          .map(\.place)
      }
    }
  }

  /// How often a place was come by; nil where the text has no such place.
  public func runs(_ place: TextPlace) -> UInt64? {
    line(place.line, in: place.file).flatMap { line in
      TextPlace.places(line, place.file, place.function).first { $0.place == place }?.runs
    }
  }
}
