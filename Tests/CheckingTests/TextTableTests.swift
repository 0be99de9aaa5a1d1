// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Foundation
import Testing

/// `Counterexamples/texts`, and what is said where such a file is wrong.
@Suite struct TextTableTests {
  private static let folder = CorpusCases.directory + "/texts"

  /// Every case is named in every table; a reason stands exactly where a text does not do as v6.12.
  @Test func theTablesAreWhole() throws {
    let files = try CounterexampleFile.list(directory: Self.folder)
    #expect(!files.isEmpty)
    for file in files {
      let table = try TextTable.read(path: file)
      #expect(TextTable.path(of: table.text, beside: CorpusCases.directory) == file)
      var left = Set(table.entries.keys)
      for path in try CounterexampleFile.list(directory: CorpusCases.directory) {
        guard case .counterexample(let found) = try CounterexampleFile.read(path: path) else {
          continue
        }
        let entry = try #require(table.entries[found.name], "\(file) is silent of \(found.name)")
        left.remove(found.name)
        let port: TextTable.Result = found.violates.contains("v6.12") ? .broken : .held
        #expect((entry.reason == nil) == (entry.result == port), "\(file): \(found.name)")
      }
      #expect(left.isEmpty, "\(file) names \(left), which is no case")
    }
  }

  @Test(arguments: [
    ("{\"format\": 1, \"cases\": {}}", "text: missing; add \"text\": \"7.3\""),
    ("{\"format\": 2, \"text\": \"7.3\", \"cases\": {}}", "format: 2; this version reads 1"),
    (
      "{\"format\": 1, \"text\": \"7.3\", \"cases\": []}", "cases: a list; must be an object"
    ),
    (
      "{\"format\": 1, \"text\": \"7.3\", \"cases\": {\"a\": {\"result\": \"hold\"}}}",
      "cases.a.result: \"hold\" is no result"
    ),
    ("{\"format\": 1,", "1:14: "),
  ])
  func aWrongFileIsRefusedInALine(_ text: String, _ message: String) throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("hmmcheck-table-\(UUID().uuidString).json").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    do throws(FileError) {
      _ = try TextTable.read(path: path)
      Issue.record("it was read")
    } catch {
      #expect(error.description.hasPrefix("\(path):"))
      #expect(error.description.contains(message), "\(error.description)")
      #expect(!error.description.contains("\n"))
    }
  }
}
