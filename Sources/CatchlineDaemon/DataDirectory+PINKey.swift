import FoundationEssentials
import Glibc

extension DataDirectory {
    private var pinKeyFile: String { secrets + "/pin.key" }

    /// The PIN with the key that hides it in the database; nil if no PIN is set, or no key can be kept.
    func readPINSecret(environment: [String: String]) -> PINSecret? {
        guard let pin = readPIN(environment: environment), let key = pinKey() else { return nil }
        return PINSecret(pin: pin, key: key)
    }

    /// Four digits are guessed from a bare hash in no time, so the hash is keyed, and the key lies apart from it.
    private func pinKey() -> [UInt8]? {
        if let data = FileManager.default.contents(atPath: pinKeyFile), data.count >= 32 {
            return Array(data)
        }
        var random = SystemRandomNumberGenerator()
        let key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        let descriptor = open(pinKeyFile, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard write(descriptor, key, key.count) == key.count, fsync(descriptor) == 0 else { return nil }
        return key
    }
}
