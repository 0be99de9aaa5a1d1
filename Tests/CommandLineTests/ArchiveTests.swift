// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Testing

/// Archives as trees: read once, kept, and not believed where tar does not get through them.
@Suite struct ArchiveTests {
  /// An archive of the fixture, a tar that counts its calls, and a cache of its own.
  private final class Place {
    let scratch: Scratch
    var archive: String { scratch.file("linux.tar.xz") }
    var cache: String { scratch.file("cache") }

    init() throws {
      scratch = try Scratch()
      let fixture = Invocation.package.appendingPathComponent("Tests/Fixtures/tree")
      let folder = scratch.url.appendingPathComponent("linux")
      try FileManager.default.copyItem(at: fixture, to: folder)
      try Data("int unused;\n".utf8).write(to: folder.appendingPathComponent("zzz.c"))
      let tar = Process()
      tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      tar.arguments = ["tar", "--create", "--xz", "--file", archive, "-C", scratch.path, "linux"]
      try tar.run()
      tar.waitUntilExit()
      try #require(tar.terminationStatus == 0)
      let bin = scratch.url.appendingPathComponent("bin")
      try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: true)
      let script = """
        #!/bin/sh
        echo call >> '\(scratch.file("calls"))'
        PATH=${PATH#*:} exec tar "$@"
        """
      let shim = bin.appendingPathComponent("tar")
      try Data(script.utf8).write(to: shim)
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: shim.path)
    }

    func run(_ arguments: [String]) throws -> Invocation {
      try Invocation(
        arguments, path: scratch.file("bin"), environment: ["XDG_CACHE_HOME": cache])
    }

    /// How often tar was called since the last time.
    func calls() -> Int {
      let log = scratch.file("calls")
      defer { try? FileManager.default.removeItem(atPath: log) }
      return ((try? String(contentsOfFile: log, encoding: .utf8)) ?? "").split(separator: "\n")
        .count
    }

    var entries: [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: cache + "/hmmcheck")) ?? []).sorted()
    }
  }

  @Test func itIsReadOnceAndKept() throws {
    let place = try Place()
    let check = ["--kernel", place.archive, "--seeds", "50"]
    #expect(try place.run(["--no-cache"] + check).status == 0)
    #expect(place.calls() == 1)
    #expect(place.entries.isEmpty)
    // Both sides of a comparison are one archive.
    let diff = try place.run(["diff", place.archive, place.archive, "--seeds", "50", "--no-solver"])
    #expect(diff.status == 0, "\(diff.output)\(diff.errors)")
    #expect(place.calls() == 1)
    #expect(place.entries.count == 1)
    let again = try place.run(check)
    #expect(again.status == 0)
    #expect(place.calls() == 0)
    #expect(
      try place.run(["--pagewalk", "source"] + check).status == 0)
    #expect(place.calls() == 0)
    #expect(try place.run(["--no-cache"] + check).status == 0)
    #expect(place.calls() == 1)
  }

  /// What was kept is not believed where the archive is another now, nor where it is damaged.
  @Test func whatIsKeptIsLookedAt() throws {
    let place = try Place()
    let check = ["--kernel", place.archive, "--seeds", "50"]
    func report(_ run: Invocation) -> Substring? {
      run.output.split(separator: "\n").last
    }
    let whole = report(try place.run(check))
    #expect(place.calls() == 1)
    let name = try #require(place.entries.first)
    let entry = URL(fileURLWithPath: "\(place.cache)/hmmcheck/\(name)")
    let kept = try Data(contentsOf: entry)
    // The first letter of a file's contents, in base 64.
    var text = String(decoding: kept, as: UTF8.self)
    let content = try #require(text.range(of: "\"mm\\/hmm.c\":\""))
    let letter = text[content.upperBound]
    text.replaceSubrange(content.upperBound...content.upperBound, with: letter == "A" ? "B" : "A")
    for damaged in [Data(text.utf8), kept.prefix(100), Data(), Data("{}".utf8)] {
      try damaged.write(to: entry)
      #expect(report(try place.run(check)) == whole)
      #expect(place.calls() == 1)
      #expect(try Data(contentsOf: entry).count == kept.count)
    }
    // Another version of what is kept.
    let other = String(decoding: kept, as: UTF8.self)
      .replacing(/"version":\d+/, with: "\"version\":99999")
    #expect(other.contains("99999"))
    try Data(other.utf8).write(to: entry)
    #expect(report(try place.run(check)) == whole)
    #expect(place.calls() == 1)
    // Touched: another time.
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_000_000)], ofItemAtPath: place.archive)
    #expect(report(try place.run(check)) == whole)
    #expect(place.calls() == 1)
    // Nothing is left lying about.
    #expect(place.entries.count == 1)
  }

  /// A place that cannot be written to is no reason not to check.
  @Test func aCacheThatCannotBeWritten() throws {
    let place = try Place()
    try Data().write(to: URL(fileURLWithPath: place.cache))
    let run = try place.run(["--kernel", place.archive, "--seeds", "50"])
    #expect(run.status == 0)
    #expect(run.errors == "")
  }

  /// Status 125 with tar's reason, whatever came out of the archive before.
  @Test func aTruncatedArchiveIsUndetermined() throws {
    let place = try Place()
    let data = try Data(contentsOf: URL(fileURLWithPath: place.archive))
    var damaged = data
    for index in (data.count / 2)..<(data.count / 2 + 8) { damaged[index] ^= 0xff }
    for wrong in [data.prefix(data.count / 2), data.prefix(data.count - 20), damaged] {
      try wrong.write(to: URL(fileURLWithPath: place.archive))
      let run = try place.run(["--kernel", place.archive, "--seeds", "50"])
      #expect(run.status == 125, "\(run.output)")
      #expect(run.output == "")
      #expect(
        run.errors.hasPrefix(
          "hmmcheck: \(place.archive) is damaged, or no archive of a kernel's sources: "),
        "\(run.errors)")
      #expect(run.errors.split(separator: "\n").count == 1)
      #expect(place.entries.isEmpty)
    }
  }
}
