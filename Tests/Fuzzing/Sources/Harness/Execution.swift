import Glibc
import Synchronization

/// One input, judged and timed.
package enum Execution {
    private static let slowest = Mutex(Slowest())

    /// Ends the program, so that libFuzzer keeps the input, if the judge throws or takes too long.
    ///
    /// - Parameter limit: of processor time, sanitizer included. Unless told, what a stranger may cost the box
    ///   with one message.
    package static func run(
        _ start: UnsafePointer<UInt8>?, _ count: Int, limit: Duration = .milliseconds(10),
        _ judge: ([UInt8]) throws -> Void
    ) {
        _ = reportAtExit
        let input = Array(UnsafeBufferPointer(start: start, count: count))
        var duration = time(input, judge)
        // A machine with other work is slow by itself now and then, but not four times with the same input.
        for _ in 0..<3 where duration > limit {
            duration = min(duration, time(input, judge))
        }
        slowest.withLock { $0.note(duration, octets: count) }
        if duration > limit {
            stop("SLOW: \(count) octets took \(duration) of processor time, and \(limit) is the most")
        }
    }

    private static func time(_ input: [UInt8], _ judge: ([UInt8]) throws -> Void) -> Duration {
        let start = processorTime
        do {
            try judge(input)
        } catch {
            stop("BROKEN: \(error)")
        }
        return processorTime - start
    }

    /// Of this thread: what other programs do does not count.
    private static var processorTime: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    private static let reportAtExit: Void = {
        atexit { Execution.say(Execution.slowest.withLock { $0.description }) }
    }()

    private static func stop(_ reason: String) -> Never {
        say(reason)
        abort()
    }

    private static func say(_ line: String) {
        let octets = Array((line + "\n").utf8)
        write(STDERR_FILENO, octets, octets.count)
    }
}

/// The input that took longest.
private struct Slowest {
    private var duration = Duration.zero
    private var octetCount = 0

    mutating func note(_ duration: Duration, octets: Int) {
        guard duration > self.duration else { return }
        self.duration = duration
        octetCount = octets
    }

    var description: String { "SLOWEST: \(octetCount) octets took \(duration) of processor time" }
}
