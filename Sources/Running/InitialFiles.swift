// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation

/// Files that a kernel finds at its start: an archive in the format that it calls newc.
struct InitialFiles {
  private(set) var archive = Data()
  private var number = 0

  mutating func add(directory name: String) { add(name, mode: 0o040755, Data()) }
  mutating func add(program name: String, _ content: Data) { add(name, mode: 0o100755, content) }
  mutating func add(file name: String, _ content: Data) { add(name, mode: 0o100644, content) }

  /// The console, which init has open from the start.
  mutating func addConsole() { add("dev/console", mode: 0o020600, Data(), device: (5, 1)) }

  /// Nothing comes behind it.
  mutating func end() { add("TRAILER!!!", mode: 0, Data()) }

  private mutating func add(
    _ name: String, mode: Int, _ content: Data, device: (major: Int, minor: Int) = (0, 0)
  ) {
    number += 1
    let fields = [
      number, mode, 0, 0, 1, 0, content.count, 0, 0, device.major, device.minor,
      name.utf8.count + 1,
      0,
    ]
    let digits = fields.map { String(format: "%08X", $0) }.joined()
    archive.append(Data(("070701" + digits + name + "\0").utf8))
    pad()
    archive.append(content)
    pad()
  }

  private mutating func pad() {
    while archive.count % 4 != 0 { archive.append(0) }
  }
}
