import GrammarProperties
import Harness

@_cdecl("LLVMFuzzerTestOneInput")
public func run(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    Execution.run(start, count, FramingProperties.check)
    return 0
}
