// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Processes

/// A small kernel with the runner, as `make kernel-run` builds it: a folder with `bzImage` and `init`.
public struct KernelMachine {
  private let image: URL
  private let program: Data

  /// What it printed, and whether it was killed before its end.
  public struct Console: Sendable {
    public let text: String
    public let isCut: Bool

    /// The last lines, in one.
    public var lastLines: String {
      text.split(whereSeparator: \.isNewline).suffix(3).joined(separator: " | ")
    }
  }

  /// Why no kernel was run, or what became of it: one line.
  public struct Problem: Error, CustomStringConvertible {
    public let description: String
  }

  /// - Throws: ``Problem`` where the folder has no such files.
  public init(folder: String) throws(Problem) {
    let folder = URL(fileURLWithPath: folder)
    image = folder.appendingPathComponent("bzImage")
    guard FileManager.default.isReadableFile(atPath: image.path),
      let program = try? Data(contentsOf: folder.appendingPathComponent("init"))
    else {
      throw Problem(
        description: "\(folder.path) has no bzImage and init: make kernel-run builds them")
    }
    self.program = program
  }

  /// Bytes of console that are read at most.
  private static let longest = 1 << 30

  /// Boots it with a file of scenarios, and waits for its end.
  ///
  /// - Parameter seconds: until it is killed.
  /// - Throws: ``Problem`` where qemu cannot be had.
  public func run(_ scenarios: String, seconds: Double) throws(Problem) -> Console {
    guard let emulator = CommandRun.path(of: "qemu-system-x86_64") else {
      throw Problem(description: "qemu-system-x86_64 is not installed: apt install qemu-system-x86")
    }
    var files = InitialFiles()
    files.add(directory: "dev")
    files.add(directory: "proc")
    files.addConsole()
    files.add(program: "init", program)
    files.add(file: "scenarios", Data(scenarios.utf8))
    files.end()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "hmmcheck-kernel-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let start = folder.appendingPathComponent("initramfs")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try files.archive.write(to: start)
    } catch {
      throw Problem(description: "\(start.path) cannot be written: \(error.localizedDescription)")
    }
    let run: CommandRun
    do throws(Errno) {
      run = try CommandRun(
        emulator,
        [
          "-m", "1024", "-nographic", "-no-reboot", "-nic", "none", "-kernel", image.path,
          "-initrd", start.path, "-append", "console=ttyS0 panic=-1 quiet loglevel=4",
        ], seconds: seconds, length: Self.longest)
    } catch {
      throw Problem(description: "\(emulator) cannot be started: \(error)")
    }
    let text = String(decoding: run.output, as: UTF8.self)
    return Console(text: text, isCut: run.exceeded != nil)
  }
}
