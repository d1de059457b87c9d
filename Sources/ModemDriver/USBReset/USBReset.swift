import CSerial
import Glibc
import NIOCore

/// Takes a USB device off the bus and puts it back.
///
/// Three ways, the first that is permitted: the kernel's switch `authorized` (off, three seconds, on), the reset
/// of the device's node, and a helper that may do the first although the service may not. On a box with the
/// Debian package it is the helper: the service has no rights over the bus, and all that it can ask for is that
/// one modem be reset.
package struct USBReset: Sendable {
    private let sys: String
    private let dev: String
    private let helper: String
    let pause: Duration

    /// How long the helper may take.
    private static let helperSeconds: Int32 = 15
    private static let limit = TimeAmount.seconds(20)

    package init(
        sys: String = "/sys", dev: String = "/dev", helper: String = "/run/catchline-usb-reset.sock",
        pause: Duration = .seconds(3)
    ) {
        self.sys = sys
        self.dev = dev
        self.helper = helper
        self.pause = pause
    }

    func device(_ tty: String) -> ResettableDevice? {
        ResettableDevice(tty: tty, in: sys)
    }

    /// Why it could not be done, in words; nil: it was. It goes on to its end even if the task is cancelled.
    func reset(_ device: ResettableDevice?, on eventLoop: any EventLoop) async -> String? {
        guard let device else { return "it is not connected over USB." }
        let answer = BlockingThread.Answer<String?>("the reset has not come to an end.")
        await BlockingThread.finish(within: Self.limit, on: eventLoop) { answer.set(reset(device)) }
        return answer.value
    }

    /// Blocks for some seconds.
    func reset(_ device: ResettableDevice) -> String? {
        guard device.isPresent else { return "it is not on the bus any more." }
        if let outcome = switchOffAndOn(device) { return outcome.obstacle }
        if let node = device.node(in: dev), cserial_reset_usb(node) == 0 { return nil }
        return askHelper(device)
    }

    private struct Outcome {
        var obstacle: String?
    }

    /// Nil if that is not permitted.
    private func switchOffAndOn(_ device: ResettableDevice) -> Outcome? {
        let path = "\(device.directory)/authorized"
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard write(descriptor, "0", 1) == 1 else { return nil }
        wait()
        guard write(descriptor, "1", 1) == 1 else {
            let words = String(cString: strerror(errno))
            return Outcome(obstacle: "it was switched off, and not on again: \(path): \(words).")
        }
        return Outcome()
    }

    private func wait() {
        var left = timespec(
            tv_sec: Int(pause.components.seconds), tv_nsec: Int(pause.components.attoseconds / 1_000_000_000))
        var rest = timespec()
        while nanosleep(&left, &rest) != 0, errno == EINTR { left = rest }
    }

    private func askHelper(_ device: ResettableDevice) -> String? {
        var answer = [CChar](repeating: 0, count: 256)
        switch cserial_ask_local(
            helper, "\(device.socket)\n", &answer, answer.count, Self.helperSeconds)
        {
        case 0: break
        case ENOENT, ECONNREFUSED:
            return """
                Catchline may not do that itself, and its helper catchline-usb-reset.socket does not run. The Debian \
                package brings it: sudo systemctl start catchline-usb-reset.socket
                """
        case let code: return "\(helper): \(String(cString: strerror(code)))."
        }
        let octets = answer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
        let text = String(decoding: octets, as: UTF8.self).split(separator: "\n").first.map(String.init) ?? ""
        guard text != "done" else { return nil }
        return text.isEmpty ? "\(helper) gave no answer." : text
    }
}

extension SerialPort.Address {
    /// Nil for what is no file.
    var path: String? {
        if case .path(let path) = self { path } else { nil }
    }
}
