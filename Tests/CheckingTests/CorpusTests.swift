// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Foundation
import RangeFault
import Testing

@Suite struct CorpusTests {
  @Test func everyCaseDoesWhatItsFileSays() {
    let replays = Corpus.replay([CorpusCases.directory], revision: .conforming)
    #expect(replays.count >= Fix.allCases.count)
    for replay in replays where replay.result != .asRecorded {
      Issue.record("\(replay.path): \(replay.result)")
    }
  }

  /// A case names all revisions that it can be run on, each on its side.
  @Test func everyCaseNamesEveryRevision() throws {
    for path in try CounterexampleFile.list(directory: CorpusCases.directory) {
      guard case .counterexample(let found) = try CounterexampleFile.read(path: path) else {
        Issue.record("\(path) is no counterexample")
        continue
      }
      let named = Set(found.violates + found.holds)
      for revision in Revision.all where revision.refusal(found.scenario) == nil {
        #expect(named.contains(revision.name), "\(found.name) does not name \(revision.name)")
      }
    }
  }

  @Test func aWrongRecordIsNoticed() throws {
    var found = try CorpusCases.of(.poisonAsksNeed)
    swap(&found.violates, &found.holds)
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("hmmcheck-corpus-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let path = directory.appendingPathComponent("\(found.name).json").path
    try CounterexampleFile.write(.counterexample(found), to: path)
    let replay = Replay.run(path: path, revision: .conforming)
    #expect(replay.isUnexpected)
    found.fixedBy = ["no-such-fix"]
    try CounterexampleFile.write(.counterexample(found), to: path)
    #expect(Replay.run(path: path, revision: .conforming).isRefused)
  }
}
