export default function SetUpPage() {
  return null
}
