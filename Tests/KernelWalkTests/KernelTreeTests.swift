// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import KernelWalk
import Testing

/// Where the text is read from, and what is said where it cannot be.
@Suite struct KernelTreeTests {
  private static let walk = "int hmm_range_fault;\n"
  private static let header = "struct hmm_range;\n"

  private static func scratch(makefile: String? = "VERSION = 6\nPATCHLEVEL = 7\nSUBLEVEL = 8\n")
    throws -> Scratch
  {
    let scratch = try Scratch()
    try scratch.write(walk, to: "linux/mm/hmm.c")
    try scratch.write(header, to: "linux/include/linux/hmm.h")
    try scratch.write("not this one\n", to: "linux/tools/mm/hmm.c")
    if let makefile { try scratch.write(makefile, to: "linux/Makefile") }
    return scratch
  }

  private static func expectWhole(_ files: KernelFiles) {
    #expect(files.walk == walk)
    #expect(files.header == header)
    #expect(files.name == "6.7.8")
    #expect(files.version == KernelVersion(6, 7))
    #expect(files.tablesVanish && files.walkerLocksHugetlb)
  }

  private static func problem(_ name: String) -> String {
    do {
      _ = try KernelTree(name).read()
      return "none"
    } catch {
      return error.description
    }
  }

  @Test func aDirectory() throws {
    let scratch = try Self.scratch()
    let path = scratch.path("linux")
    #expect(try KernelTree(path) == .directory(path))
    Self.expectWhole(try KernelTree(path).read())
  }

  @Test(arguments: [("linux.tar", "--create"), ("linux.tar.xz", "--xz"), ("linux.tgz", "--gzip")])
  func anArchive(_ name: String, _ option: String) throws {
    let scratch = try Self.scratch()
    try scratch.run("tar", "--create", option, "--file", name, "linux")
    let path = scratch.path(name)
    #expect(try KernelTree(path) == .archive(path))
    let files = try KernelTree(path).read()
    Self.expectWhole(files)
    #expect(files.place == path)
  }

  @Test func aRevision() throws {
    let scratch = try Self.scratch()
    try scratch.run("git", "init", "--quiet")
    try scratch.run("git", "add", "linux")
    let identity = ["-c", "user.name=test", "-c", "user.email=test@localhost"]
    try scratch.run(
      "git", identity[0], identity[1], identity[2], identity[3], "commit", "--quiet", "-m", "one")
    try scratch.run("git", "tag", "v6.7")
    // What is checked out does not matter, nor that the tree is not the top of the repository.
    try scratch.write("changed\n", to: "linux/mm/hmm.c")
    let path = scratch.path("linux")
    #expect(try KernelTree("\(path)@v6.7") == .revision(path, "v6.7"))
    Self.expectWhole(try KernelTree("\(path)@v6.7").read())
    #expect(Self.problem("\(path)@v6.9") == "git knows no revision v6.9 in \(path)")
    #expect(Self.problem("\(path)@--help") == "git knows no revision --help in \(path)")
    #expect(
      Self.problem("\(scratch.url.path)@v6.7")
        == "\(scratch.url.path)@v6.7 has no mm/hmm.c: a kernel's tree has it, from 4.14 on")
  }

  @Test(arguments: ["mm/hmm.c", "include/linux/hmm.h"]) func aMissingFile(_ name: String) throws {
    let scratch = try Self.scratch()
    try FileManager.default.removeItem(atPath: scratch.path("linux/\(name)"))
    let path = scratch.path("linux")
    #expect(
      Self.problem(path) == "\(path) has no \(name): a kernel's tree has it, from 4.14 on")
    try scratch.run("tar", "--create", "--file", "linux.tar", "linux")
    let archive = scratch.path("linux.tar")
    #expect(
      Self.problem(archive) == "\(archive) has no \(name): a kernel's tree has it, from 4.14 on")
  }

  @Test func whatIsNoTree() throws {
    let scratch = try Self.scratch()
    try scratch.write("VERSION = 6\n", to: "file")
    let path = scratch.path("file")
    #expect(
      Self.problem(path).hasPrefix(
        "\(path) is damaged, or no archive of a kernel's sources: tar: "))
    #expect(!Self.problem(path).contains("\n"))
    let none = scratch.path("none")
    for name in [none, "\(none)@v6.7"] {
      #expect(
        Self.problem(name)
          == "\(name) is no directory, no archive, and no revision of one as in linux@v6.6")
    }
    #expect(Self.problem("") == "the name of a kernel's tree is empty")
  }

  @Test func whatIsNoText() throws {
    let scratch = try Self.scratch()
    try Data([0x2f, 0xff, 0xfe]).write(to: scratch.url.appendingPathComponent("linux/mm/hmm.c"))
    let path = scratch.path("linux")
    #expect(Self.problem(path) == "\(path): mm/hmm.c is not text in UTF-8")
  }

  /// Without a version, the tree is called by its directory and taken for a new kernel.
  @Test(arguments: [nil, "", "VERSION = six\nPATCHLEVEL = 1\n", "PATCHLEVEL = 1\n"])
  func noVersion(_ makefile: String?) throws {
    let scratch = try Self.scratch(makefile: makefile)
    let files = try KernelTree(scratch.path("linux")).read()
    #expect(files.name == "linux")
    #expect(files.version == nil)
    #expect(files.tablesVanish)
  }

  @Test func olderKernelsKeepTheirTables() throws {
    let scratch = try Self.scratch(makefile: "VERSION = 6\nPATCHLEVEL = 1\n")
    let files = try KernelTree(scratch.path("linux")).read()
    #expect(files.name == "6.1")
    #expect(!files.tablesVanish && !files.walkerLocksHugetlb)
  }
}
