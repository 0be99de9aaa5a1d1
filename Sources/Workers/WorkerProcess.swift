// SPDX-License-Identifier: GPL-2.0-or-later

import Processes

/// The process of a worker and our ends of its standard files, until it is killed and closed.
struct WorkerProcess {
  private let spawned: Spawned
  /// Its standard input and output.
  let talk: Channel
  /// Its standard error.
  let errors: Channel

  /// - Throws: where the executable cannot be run, or no more processes or files can be had.
  init(_ pool: WorkerPool) throws(WorkerError) {
    do throws(Errno) {
      let talk = try Channel.pair()
      defer { talk.theirs.close() }
      do throws(Errno) {
        let errors = try Channel.pair()
        defer { errors.theirs.close() }
        do throws(Errno) {
          spawned = try Spawned(
            pool.executable.path, pool.arguments, environment: pool.environment,
            .talk(talk.theirs, errors: errors.theirs))
        } catch {
          errors.ours.close()
          throw error
        }
        self.errors = errors.ours
      } catch {
        talk.ours.close()
        throw error
      }
      self.talk = talk.ours
    } catch { throw WorkerError(pool.executable, code: error.code) }
  }

  /// Kills the process and what it has started, and waits for it; how it ended, as
  /// ``Spawned/kill()`` tells it.
  func kill() -> Ending { spawned.kill() }

  func close() {
    talk.close()
    errors.close()
  }
}
