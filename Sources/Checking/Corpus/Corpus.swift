// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import RangeFault

/// The regression corpus, or any other files with cases.
public enum Corpus {
  /// Runs the scenarios of files, and of the files of directories, on a target.
  public static func replay(_ paths: [String], on target: Target) -> [Replay] {
    paths.flatMap { path -> [Replay] in
      do throws(FileError) {
        return try CounterexampleFile.paths(path).map { Replay.run(path: $0, on: target) }
      } catch {
        return [Replay(path: path, result: .refused(error.description))]
      }
    }
  }

  /// Runs the cases of files and directories, in the order given and the files of a directory by
  /// name. What cannot be read is refused, and the rest still run.
  public static func replay(_ paths: [String], revision: Revision) -> [Replay] {
    paths.flatMap { path -> [Replay] in
      do throws(FileError) {
        return try CounterexampleFile.paths(path).map { Replay.run(path: $0, revision: revision) }
      } catch {
        return [Replay(path: path, result: .refused(error.description))]
      }
    }
  }
}

extension CounterexampleFile {
  static func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// The files that a path stands for: those of a directory, by name, or itself.
  public static func paths(_ path: String) throws(FileError) -> [String] {
    var isDirectory: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
    return exists && isDirectory.boolValue ? try list(directory: path) : [path]
  }
}
