import Foundation
import Synchronization

/// Threads that wait for what they watch, each its own.
enum Threads {
    static func start(_ body: @escaping @Sendable () -> Void) -> DispatchGroup {
        let group = DispatchGroup()
        group.enter()
        Thread {
            body()
            group.leave()
        }.start()
        return group
    }

    static func pause(seconds: Double) {
        _ = DispatchSemaphore(value: 0).wait(timeout: .now() + seconds)
    }
}

/// Figures that several threads find.
final class Results: Sendable {
    private let values = Mutex<[Double]>([])

    var all: [Double] { values.withLock { $0 } }

    func add(_ value: Double) {
        values.withLock { $0.append(value) }
    }
}
