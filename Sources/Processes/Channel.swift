// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation

/// One end of a two-way stream between processes. Whoever makes it closes it.
///
/// It is a socket, not a pipe: to write to a process that died is an error then, not a SIGPIPE, and
/// how the whole program takes that signal is left alone; and each call can say that it must not
/// wait, which for a pipe is a property that both ends share.
package struct Channel: Sendable {
  package let descriptor: Int32

  /// - Returns: two ends, which no other process started meanwhile inherits.
  /// - Throws: an `errno`.
  package static func pair() throws(Errno) -> (ours: Channel, theirs: Channel) {
    var ends: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    if socketpair(AF_UNIX, type, 0, &ends) != 0 { throw Errno(code: errno) }
    return (Channel(descriptor: ends[0]), Channel(descriptor: ends[1]))
  }

  package func close() { _ = Foundation.close(descriptor) }

  /// Sends what can be sent at once.
  ///
  /// - Returns: how many bytes; 0 if none can be, now or any more.
  package func send(_ bytes: ArraySlice<UInt8>) -> Int {
    let flags = Int32(MSG_DONTWAIT | MSG_NOSIGNAL)
    while true {
      let count = bytes.withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress, $0.count, flags)
      }
      if count >= 0 { return count }
      if errno != EINTR { return 0 }
    }
  }

  /// Takes what is there.
  ///
  /// - Returns: false once there will be no more.
  package func receive(_ take: (ArraySlice<UInt8>) -> Void) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    // More than a socket holds, so that all is taken that is there; but not for ever from a process
    // that writes faster than we read, which would outlive its deadline.
    for _ in 0..<16 {
      let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      if count > 0 {
        take(buffer[..<count])
      } else if count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) {
        return true
      } else if count == 0 || errno != EINTR {
        // ECONNRESET too: it died before it had read everything.
        return false
      }
    }
    return true
  }
}

/// The error number of a system call.
package struct Errno: Error, CustomStringConvertible {
  package var code: Int32

  package init(code: Int32) { self.code = code }

  package var description: String { String(cString: strerror(code)) }
}
