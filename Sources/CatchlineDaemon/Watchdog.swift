import ModemDriver
import ServiceLifecycle

/// Tells systemd that the daemon lives: only while decisions are made and the database takes them.
struct Watchdog: Service {
    let notifier: SystemdNotifier
    let interval: Duration
    let clock: MonotonicClock
    let isAlive: @Sendable () async -> Bool

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                if await isAlive() { notifier.send("WATCHDOG=1") }
                try await clock.sleep(for: interval)
            }
        }
        notifier.send("STOPPING=1")
    }
}
