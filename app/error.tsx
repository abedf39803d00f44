"use client";

import { FailurePage } from "@/components/frame/failure-page";

export default FailurePage;
