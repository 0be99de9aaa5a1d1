// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Processes
import Testing
import Workers

/// What a run leaves behind, and what it shields its workers from.
@Suite struct TidinessTests {
  /// Whether there is such a process, if only as a zombie.
  private func exists(_ process: Int32) -> Bool { kill(process, 0) == 0 || errno != ESRCH }

  @Test func workersAreReaped() throws {
    let run = try Run(["a", "b", "c"], by: script("echo $$"), count: 3)
    let processes = run.answers.compactMap { Int32($0) }
    #expect(processes.count == 3)
    for process in processes { #expect(!exists(process)) }
  }

  @Test func killedWorkersAreReaped() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    let hangs = script("echo $$ >>'\(file.path)'; sleep 600")
    _ = try Run(["a", "b"], by: hangs, count: 2, seconds: ["a": 0.5, "b": 0.5])
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    for line in text.split(separator: "\n") {
      #expect(!exists(try #require(Int32(line))))
    }
  }

  @Test func noFilesStayOpen() throws {
    func count() throws -> Int {
      try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    }
    let before = try count()
    let requests = [String](repeating: "a", count: 150)
    _ = try Run(requests, by: ["/bin/false"], count: 4)
    for _ in 0..<150 { #expect(throws: WorkerError.self) { try Run(["a"], by: "/nowhere") } }
    // Other tests open files at the same time, but not as many.
    #expect(try count() - before < 100)
  }

  @Test func workersDoNotInheritEachOthersChannels() throws {
    let (ours, theirs) = try Channel.pair()
    for channel in [ours, theirs] {
      #expect(fcntl(channel.descriptor, F_GETFD) & FD_CLOEXEC != 0)
      channel.close()
    }
  }

  @Test func workersLeadTheirOwnGroups() throws {
    let groups = script("read -r a b c d group rest </proc/$$/stat; echo $$ $group")
    let ids = try Run(["a"], by: groups).answers[0].split(separator: " ")
    #expect(ids.count == 2 && ids[0] == ids[1])
  }

  @Test func ignoredSignalsAreNotIgnoredByWorkers() throws {
    signal(SIGUSR2, SIG_IGN)
    defer { signal(SIGUSR2, SIG_DFL) }
    let run = try Run(["a"], by: script("kill -USR2 $$; echo $l"))
    #expect(run.results == [.failed("died of signal 12 (User defined signal 2)")])
  }
}
